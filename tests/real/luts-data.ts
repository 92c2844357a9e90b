/** Python: a small CT (argument 1) with tables, into a folder (argument 2): bytes two in a word, words, a first input that is negative, one of the modality, both kinds. */
export const WRITE_TABLES = `
import copy, sys, pydicom, warnings
from array import array
from pydicom.dataset import Dataset
warnings.simplefilter('ignore')
d = pydicom.dcmread(sys.argv[1])
def table(first, bits, values, vr='US'):
    t = Dataset()
    t.add_new(0x00283002, vr, [len(values), first, bits])
    data = bytes(values) if bits == 8 else array('H', values).tobytes()
    t.add_new(0x00283006, 'OW', data + b'\\0' * (len(data) % 2))
    return t
def curve(n, most): return [round(most * (i / (n - 1)) ** 1.7) for i in range(n)]
def save(name, voi=None, modality=None):
    e = copy.deepcopy(d)
    if voi: e.VOILUTSequence = [voi]
    if modality:
        modality.ModalityLUTType = 'US'
        e.ModalityLUTSequence = [modality]
        del e.RescaleSlope, e.RescaleIntercept
    e.save_as(sys.argv[2] + '/' + name + '.dcm')
    print(name)
save('bytes', table(100, 8, curve(901, 255)))
save('words', table(10, 12, curve(1500, 4095)))
save('signed', table(-900, 16, curve(2600, 65535), 'SS'))
save('modality', None, table(-200, 16, curve(2700, 4095), 'SS'))
save('both', table(500, 10, curve(2500, 1023)), table(-200, 16, curve(2700, 4095), 'SS'))
`

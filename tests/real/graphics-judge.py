"""Judge of the Clean Graphics option that shares no code with src/lib/dicom: makes objects with pydicom, or judges outputs.

usage: graphics-judge.py make FOLDER          writes region.dcm (overlays R and G, a curve) and state.dcm (drawings, texts)
       graphics-judge.py judge FOLDER         prints a JSON object about the files of the same names in FOLDER
"""
import json
import sys
import warnings

import numpy
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

warnings.simplefilter('ignore')
CT = '1.2.840.10008.5.1.4.1.1.2'
STATE = '1.2.840.10008.5.1.4.1.1.11.1'
SECRETS = ['nguyen', 'hung', '1956', '0912', 'hong', 'gildong', 'bn00']


def base(sop_class, modality):
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = sop_class, '1.2.3.4.' + str(len(modality))
    ds = FileDataset(None, {}, file_meta=meta, preamble=b'\0' * 128)
    ds.SOPClassUID, ds.SOPInstanceUID = sop_class, meta.MediaStorageSOPInstanceUID
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.Modality = '1.2.3', '1.2.3.9', modality
    ds.PatientName, ds.PatientID, ds.StudyDate = 'Nguyen^Van Hung', 'BN001234', '20240102'
    return ds


def region():
    ds = base(CT, 'CT')
    ds.Rows = ds.Columns = 64
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, 'MONOCHROME2'
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 0
    ds.PixelData = numpy.arange(64 * 64, dtype='<u2').tobytes()
    disk = numpy.hypot(*(numpy.indices((64, 64)) - 32)) < 9
    for group, kind in ((0x6000, 'R'), (0x6002, 'G')):
        for element, vr, value in (
            (0x10, 'US', 64), (0x11, 'US', 64), (0x22, 'LO', 'liver of Hung'), (0x40, 'CS', kind),
            (0x50, 'SS', [1, 1]), (0x100, 'US', 1), (0x102, 'US', 0), (0x1500, 'LO', 'BN001234'),
            (0x3000, 'OW', numpy.packbits(disk.ravel(), bitorder='little').tobytes()), (0x4000, 'LT', 'call 0912 345 678'),
        ):
            ds.add_new((group, element), vr, value)
    ds.add_new((0x5000, 0x0005), 'US', 2)
    ds.add_new((0x5000, 0x3000), 'OW', b'Nguyen Van Hung ')
    return ds


def shape(kind, points):
    one = Dataset()
    one.GraphicAnnotationUnits, one.GraphicDimensions = 'PIXEL', 2
    one.NumberOfGraphicPoints, one.GraphicData, one.GraphicType = len(points) // 2, points, kind
    one.GraphicFilled = 'N'
    return one


def words(text):
    one = Dataset()
    one.AnchorPointAnnotationUnits, one.UnformattedTextValue = 'PIXEL', text
    one.AnchorPoint, one.AnchorPointVisibility = [3.0, 4.0], 'N'
    return one


def state():
    ds = base(STATE, 'PR')
    ds.ContentLabel, ds.ContentDescription, ds.PresentationCreationDate = 'HUNG', 'for Hong Gildong', '20240102'
    ds.ContentCreatorName = 'Hong^Gildong'
    one = Dataset()
    one.GraphicLayer = 'LAYER1'
    one.TextObjectSequence = Sequence([words('Nguyen Van Hung 1956'), words('aneurysm 5 mm, seen by Hong Gildong')])
    stroke = [float(n) for pair in zip(range(30), range(30)) for n in pair]
    one.GraphicObjectSequence = Sequence([
        shape('POLYLINE', [1.0, 1.0, 20.0, 30.0]), shape('CIRCLE', [9.0, 9.0, 9.0, 14.0]), shape('POLYLINE', stroke)])
    ds.GraphicAnnotationSequence = Sequence([one])
    return ds


def texts(ds):
    for elem in ds.iterall():
        if elem.VR not in ('SQ', 'OB', 'OW', 'FL', 'US', 'SS', 'UL', 'UI') and elem.value is not None:
            yield str(elem.tag), str(elem.value).lower()


def judged(path):
    ds = pydicom.dcmread(path)
    codes = [item.CodeValue for item in ds.DeidentificationMethodCodeSequence]
    leaks = sorted({tag for tag, text in texts(ds) if any(secret in text for secret in SECRETS)})
    raw = open(path, 'rb').read().lower()
    leaks += [secret for secret in SECRETS if len(secret) > 4 and secret.encode() in raw]
    out = {'codes': codes, 'leaks': leaks}
    groups = sorted({elem.tag.group for elem in ds if elem.tag.group >> 8 in (0x50, 0x60)})
    out['groups'] = [f'{group:04x}' for group in groups]
    if 0x6000 in groups:
        disk = numpy.hypot(*(numpy.indices((64, 64)) - 32)) < 9
        out['region'] = bool((ds.overlay_array(0x6000) == disk).all())
    if 'GraphicAnnotationSequence' in ds:
        one = ds.GraphicAnnotationSequence[0]
        out['texts'] = [item.UnformattedTextValue for item in one.TextObjectSequence]
        out['points'] = [len({tuple(numpy.atleast_1d(item.GraphicData)[i:i + 2]) for i in range(0, numpy.size(item.GraphicData), 2)})
                         for item in one.GraphicObjectSequence]
    return out


if sys.argv[1] == 'make':
    region().save_as(f'{sys.argv[2]}/region.dcm', write_like_original=False)
    state().save_as(f'{sys.argv[2]}/state.dcm', write_like_original=False)
else:
    print(json.dumps({name: judged(f'{sys.argv[2]}/{name}.dcm') for name in ('region', 'state')}))

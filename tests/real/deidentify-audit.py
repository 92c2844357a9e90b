"""Leak audit of de-identification: shares no code with src/lib/dicom, reads with pydicom.

usage: deidentify-audit.py TABLE.json FILES.tsv    (before <tab> after [<tab> after ...], an input a line)
Compares at every depth, at the same place, each value whose action in PS3.15 table E.1-1 is X, Z, D or U (also choices
of them) before and after; counts private elements left; prints a JSON list, for each column of outputs one object with findings, never a value.
"""
import json
import re
import sys
import warnings

import pydicom
from pydicom.sequence import Sequence

warnings.simplefilter('ignore')
pydicom.config.settings.reading_validation_mode = 0

table = {}
groups = {}
for row in json.load(open(sys.argv[1])):
    if re.fullmatch(r'[0-9A-Fa-f]{8}', row['id']):
        table[int(row['id'], 16)] = row
    elif row['tag'].startswith('(50XX'):
        groups[0x50] = row
    elif row['tag'] == '(60XX,3000)':
        groups[0x60] = row


def row_of(tag):
    if int(tag) in table:
        return table[int(tag)]
    high = tag.group >> 8
    if high in (0x50, 0x60) and not tag.is_private:
        if high == 0x50 or tag.element in (0x3000, 0x4000):
            return groups[high]
    return None


def walk(ds, path, into, private, inherited):
    for elem in ds:
        place = path + (str(elem.tag),)
        if elem.tag.is_private:
            private.append((place, elem))
            continue
        row = row_of(elem.tag)
        if isinstance(elem.value, Sequence):
            if row is not None:
                into.append((place, row, 'SEQ', tuple(str(i) for i in elem.value)))
            for n, item in enumerate(elem.value):
                walk(item, place + (n,), into, private, inherited)
        elif row is not None:
            value = elem.value
            if value is None or value == '' or value == b'' or (hasattr(value, '__len__') and len(value) == 0):
                continue
            into.append((place, row, elem.VR, str(value)))


def well_known(vr, value):
    # Frames of reference that the standard itself names, PS3.6 A-2.
    return vr == 'UI' and re.fullmatch(r'1\.2\.840\.10008\.1\.4\.\d\.\d{1,2}', value) is not None



WORD = re.compile(r'[^\W_]+')
TEXT = {'LO', 'SH', 'LT', 'ST', 'UT', 'UC', 'PN'}


def names_of(ds, into):
    """Words of persons' names and patient ids, at any depth, that are long enough to be told from chance."""
    for elem in ds:
        if isinstance(elem.value, Sequence):
            for item in elem.value:
                names_of(item, into)
        elif elem.VR == 'PN' and elem.value:
            for word in WORD.findall(str(elem.value)):
                if len(word) >= 4 or (len(word) >= 2 and not word.isascii()):
                    into.add(word.lower())
        elif elem.tag in (0x00100020, 0x00101000) and elem.value:
            into.update(w.lower() for w in WORD.findall(str(elem.value)) if len(w) >= 5 and any(c.isdigit() for c in w))


def texts_of(ds, path, into):
    for elem in ds:
        if isinstance(elem.value, Sequence):
            for n, item in enumerate(elem.value):
                texts_of(item, path + (str(elem.tag), n), into)
        elif elem.VR in TEXT and elem.value:
            into.append((path + (str(elem.tag),), {w.lower() for w in WORD.findall(str(elem.value))}))


def leak(path, place, row, vr):
    options = [k for k in row if k.endswith('Opt')]
    return {'file': path, 'place': '.'.join(map(str, place)), 'name': row['name'], 'action': row['basicProfile'], 'vr': vr,
            'tag': row['id'], 'options': {k: row[k] for k in options}}


def look(path):
    """Everything that the comparison needs of an input."""
    before = pydicom.dcmread(path, force=True)
    values, private, names = [], [], set()
    walk(before, (), values, private, None)
    names_of(before, names)
    # What a dummy or a pseudonym says is no name.
    names -= {'removed', 'hoi', 'anonymous', 'anonymized', 'unknown', 'none', 'test', 'null'}
    return before, values, private, names


def compare(path, seen, after_path, result):
    before, values, private, names = seen
    try:
        after = pydicom.dcmread(after_path)
        a, ap, texts = [], [], []
        walk(after, (), a, ap, None)
        texts_of(after, (), texts)
    except Exception as error:
        result['record'].append([path, 'output unreadable', type(error).__name__])
        return
    result['files'] += 1
    result['values'] += len(values)
    result['privateBefore'] += len(private)
    result['privateAfter'] += len(ap)
    result['privateLeft'] += [f'{p[-1]} {e.VR}' for p, e in ap]
    left = {place: value for place, _row, _vr, value in a}
    for place, row, vr, value in values:
        same = left.get(place) == value
        if vr == 'SEQ':
            same = same and any(item.strip() for item in value)
        if same and not well_known(vr, value):
            result['leaks'].append(leak(path, place, row, vr))
    for place, words in texts:
        # The record of de-identification is ours.
        if words & names and place[0] != '(0012, 0064)':
            result['names'].append([path, '.'.join(map(str, place))])
    sop = str(after.get('SOPInstanceUID', '') or '')
    if sop and str(after.file_meta.get('MediaStorageSOPInstanceUID', '')) != sop:
        result['record'].append([path, 'meta does not follow'])
    if str(after.get('PatientIdentityRemoved', '')) != 'YES' or not after.get('DeidentificationMethodCodeSequence'):
        result['record'].append([path, 'not recorded'])
    for name in ('PixelData', 'FloatPixelData', 'DoubleFloatPixelData'):
        if (name in before or name in after) and before.get(name) != after.get(name):
            result['pixels'].append([path, name])


results = []
for line in open(sys.argv[2]):
    path, *outputs = line.rstrip('\n').split('\t')
    while len(results) < len(outputs):
        results.append({'files': 0, 'unreadable': [], 'values': 0, 'leaks': [], 'privateBefore': 0, 'privateAfter': 0,
                        'privateLeft': [], 'pixels': [], 'record': [], 'names': []})
    try:
        seen = look(path)
    except Exception:
        for result in results:
            result['unreadable'].append(path)
        continue
    for result, output in zip(results, outputs):
        compare(path, seen, output, result)
for result in results:
    result['privateLeft'] = sorted(set(result['privateLeft']))
print(json.dumps(results))

"""Whether dcmdump reads outputs, and whether dciodvfy finds more in them than in the inputs.

usage: deidentify-judges.py FILES.tsv STEP    (before <tab> after [<tab> after ...], an input a line)
dcmdump reads all outputs, dciodvfy looks at every STEPth line. Prints {"refused": [...], "worse": [...]}.
"""
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

UNREADABLE = re.compile('read failed|not valid DICOM|Not found|Metaheader|Tags out of order')


def errors(path):
    out = subprocess.run(['dciodvfy', path], capture_output=True, timeout=60).stderr.decode('latin1')
    return [re.sub(r'<[\d.]+>$', '', line) for line in out.splitlines() if line.startswith('Error')]


def is_deflated(path):
    with open(path, 'rb') as file:
        return b'1.2.840.10008.1.2.1.99' in file.read(1024)


def judge(line):
    before_path, *outputs = line.rstrip('\n').split('\t')
    worse = []
    # dciodvfy knows no deflate and then reads noise.
    checked = [output for output in outputs if not is_deflated(output)]
    before = errors(before_path) if checked else []
    comparable = not any(UNREADABLE.search(line) for line in before)
    for output in checked:
        after = errors(output)
        fresh = [line for line in after if line not in before]
        # Where the input could not be read, there is nothing to compare with.
        if comparable and (fresh or len(after) > len(before)):
            worse.append([before_path, *fresh])
    return worse


with ThreadPoolExecutor(2) as pool:
    lines = list(open(sys.argv[1]))
    found = list(pool.map(judge, lines[::int(sys.argv[2])]))
# One process for many files: starting them costs more than reading.
outputs = [output for line in lines for output in line.rstrip('\n').split('\t')[1:]]
refused = []
for at in range(0, len(outputs), 100):
    part = outputs[at:at + 100]
    if subprocess.run(['dcmdump', '-q', *part], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        refused += [path for path in part if subprocess.run(['dcmdump', '-q', path], capture_output=True).returncode]
print(json.dumps({'refused': refused, 'worse': [w for worse in found for w in worse]}))

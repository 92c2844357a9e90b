/** Where PS3.3 C.11.1.1.2 writes a unit otherwise than people do. A value of OD is a thousandth of an optical density. */
const WRITTEN: Readonly<Record<string, string>> = { OD: 'mOD', MGML: 'mg/ml', PCT: '%', US: '' }

/**
 * What is written behind a figure for a Rescale Type (0028,1054) or Modality LUT Type (0028,3004): `HU`, `mOD`, …; '' for US,
 * which is unspecified, and for what cannot be a unit.
 */
export const unitOf = (type: string): string => WRITTEN[type] ?? (/^[A-Za-z0-9/%.^*_-]{1,12}$/.test(type) ? type : '')

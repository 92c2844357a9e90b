export type Rgb = readonly [red: number, green: number, blue: number]

// CIE 15:2004 with the white point D50 of the profile connection space, sRGB (IEC 61966-2-1) adapted by Bradford.
const TO_XYZ = [0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733]
const FROM_XYZ = [3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427]
const WHITE = [0.96422, 1, 0.82521] as const
const EDGE = 6 / 29

const times = (m: readonly number[], [a, b, c]: Rgb): [number, number, number] => [
  m[0]! * a + m[1]! * b + m[2]! * c,
  m[3]! * a + m[4]! * b + m[5]! * c,
  m[6]! * a + m[7]! * b + m[8]! * c,
]

/** sRGB (0–255) as Recommended Display CIELab Value (0062,000D): L* 0–100 and a*, b* −128–127 over 0–65535 (PS3.3 C.10.7.1.1). */
export function toDicomLab(rgb: Rgb): [number, number, number] {
  const linear = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
  const f = times(TO_XYZ, linear as unknown as Rgb).map((v, i) => {
    const t = v / WHITE[i]!
    return t > EDGE ** 3 ? Math.cbrt(t) : t / (3 * EDGE * EDGE) + 4 / 29
  })
  const whole = (v: number): number => Math.min(65_535, Math.max(0, Math.round(v)))
  return [
    whole(((116 * f[1]! - 16) * 65_535) / 100),
    whole(((500 * (f[0]! - f[1]!) + 128) * 65_535) / 255),
    whole(((200 * (f[1]! - f[2]!) + 128) * 65_535) / 255),
  ]
}

/** The reverse of `toDicomLab`; colours that sRGB does not have are cut at its borders. */
export function fromDicomLab(lab: readonly number[]): Rgb | null {
  const [l, a, b] = lab
  if (l === undefined || a === undefined || b === undefined) return null
  const fy = ((l * 100) / 65_535 + 16) / 116
  const f = [fy + ((a * 255) / 65_535 - 128) / 500, fy, fy - ((b * 255) / 65_535 - 128) / 200]
  const xyz = f.map((v, i) => WHITE[i]! * (v > EDGE ? v ** 3 : 3 * EDGE * EDGE * (v - 4 / 29)))
  const linear = times(FROM_XYZ, xyz as unknown as Rgb)
  const [red = 0, green = 0, blue = 0] = linear.map((v) => {
    const c = v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055
    return Math.min(255, Math.max(0, Math.round(c * 255)))
  })
  return [red, green, blue]
}

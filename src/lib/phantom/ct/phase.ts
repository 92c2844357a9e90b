/** When after the injection: about 35 s, about 70 s. */
export type Phase = 'arterial' | 'portal'

/** HU of what takes up contrast; values as usual for 100–120 kVp and 1.5 ml/kg of 350 mg I/ml. */
export interface Enhancement {
  readonly aorta: number
  readonly artery: number
  readonly cava: number
  /** Below the kidneys, where blood without contrast comes up from the legs. */
  readonly lowerCava: number
  readonly portal: number
  readonly hepaticVein: number
  readonly liver: number
  readonly spleen: number
  readonly pancreas: number
  readonly cortex: number
  readonly medulla: number
  readonly pelvis: number
  readonly bowelWall: number
  readonly heart: number
  readonly myocardium: number
}

export const ENHANCEMENT: Readonly<Record<Phase, Enhancement>> = {
  arterial: {
    aorta: 330,
    artery: 290,
    cava: 130,
    lowerCava: 55,
    portal: 115,
    hepaticVein: 66,
    liver: 74,
    spleen: 135,
    pancreas: 112,
    cortex: 205,
    medulla: 85,
    pelvis: 15,
    bowelWall: 95,
    heart: 270,
    myocardium: 120,
  },
  portal: {
    aorta: 162,
    artery: 152,
    cava: 146,
    lowerCava: 112,
    portal: 178,
    hepaticVein: 168,
    liver: 112,
    spleen: 126,
    pancreas: 96,
    cortex: 186,
    medulla: 166,
    pelvis: 12,
    bowelWall: 92,
    heart: 158,
    myocardium: 112,
  },
}

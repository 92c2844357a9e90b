export const FACILITY_LEVELS = ['central', 'provincial', 'district', 'private', 'university', 'company', 'other'] as const
export type FacilityLevel = (typeof FACILITY_LEVELS)[number]

import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryProgramme } from './arbitrary.testing.ts'
import { exportApi } from './export/api.ts'
import { objectOr } from './json.ts'
import { API_PATHS, openApi } from './openapi.ts'

describe('the OpenAPI document', () => {
  const document = openApi({ baseUrl: 'https://hoi.example', title: 'Hội' })

  it('describes every path', () => {
    expect(Object.keys(objectOr(document['paths']))).toEqual(Object.values(API_PATHS))
  })

  it('describes exactly what is served', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addSchema({ $id: 'api', ...document })
    const validate = ajv.compile({ $ref: 'api#/components/schemas/Programme' })
    fc.assert(
      fc.property(arbitraryProgramme, fc.constantFrom('public' as const, 'full' as const), (programme, audience) => {
        validate(exportApi(programme, { audience, release: { name: '1', publishedAt: 0 } }))
        expect(validate.errors ?? []).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

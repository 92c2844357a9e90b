import { expect, test } from 'vitest'
import { sha256, signed } from './sign.ts'

const credentials = {
  key: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
}
const now = new Date('2013-05-24T00:00:00Z')

// Examples of the Amazon S3 API reference, “Signature Calculations for the Authorization Header”.
test('a request for a range is signed as Amazon’s example', () => {
  const url = new URL('https://examplebucket.s3.amazonaws.com/test.txt')
  const headers = signed(credentials, {
    method: 'GET',
    url,
    headers: { range: 'bytes=0-9' },
    payloadHash: sha256(''),
    now,
  })
  expect(headers['authorization']).toContain(
    'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  )
})

test('a listing is signed as Amazon’s example', () => {
  const url = new URL('https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J')
  const headers = signed(credentials, { method: 'GET', url, payloadHash: sha256(''), now })
  expect(headers['authorization']).toContain(
    'Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  )
})

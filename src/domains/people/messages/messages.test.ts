import { expect, it } from 'vitest'
import { account } from './account.ts'
import { manage } from './manage.ts'
import { privacy } from './privacy.ts'
import { profile } from './profile.ts'
import { words } from './words.ts'
import { mailMessages } from '../auth/mail-messages.ts'

const tables = { account, manage, privacy, profile, words, mailMessages }
const parameters = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((m) => m[1]!))].toSorted().join()

it.each(Object.entries(tables))(
  '%s says everything in three languages, with the same parameters',
  (_name, { table }) => {
    for (const [key, message] of Object.entries(table)) {
      for (const lang of ['vi', 'en', 'ko'] as const) {
        expect(message[lang].trim(), `${key} ${lang}`).not.toBe('')
        expect(message[lang], `${key} ${lang} is in NFC`).toBe(message[lang].normalize('NFC'))
        expect(parameters(message[lang]), `${key} ${lang}`).toBe(parameters(message.vi))
      }
    }
  },
)

import type { Text } from '#src/lib/text/multilingual.ts'

const VI = /^(?:(?:GS|PGS|TSKH|TS|ThS|BSCK\s?(?:II?|[12])|BSNT|BS|DS|CN|KTV|ĐD|TTND|TTƯT|NGND|NGƯT|AHLĐ)(?:\.\s?|\s))+/u
const EN = /^(?:(?:Assoc|Asst|Prof|Dr|Mr|Mrs|Ms)\.?\s(?=\S))+/i
const KO = /\s(?:명예교수|부교수|조교수|교수|원장|과장|박사|전문의|전공의)$/u

/**
 * A name as a secretariat writes it, with the academic title taken off: `PGS.TS. Vũ Đăng Lưu`, `Prof. Kim`, `홍길동 교수`.
 * The title is kept in the language that it is written in.
 */
export function splitName(written: string): { readonly name: string; readonly title: Text } {
  const vi = VI.exec(written)?.[0]
  if (vi && vi.length < written.length) return { name: written.slice(vi.length).trim(), title: { vi: vi.trim() } }
  const en = EN.exec(written)?.[0]
  if (en && en.length < written.length) return { name: written.slice(en.length).trim(), title: { en: en.trim() } }
  const ko = KO.exec(written)?.[0]
  if (ko && ko.length < written.length) return { name: written.slice(0, -ko.length).trim(), title: { ko: ko.trim() } }
  return { name: written, title: {} }
}

/** The inverse, for the export: the title in the place where its language puts it. */
export function joinName(name: string, title: Text): string {
  if (title['vi']) return `${title['vi']} ${name}`
  if (title['en']) return `${title['en']} ${name}`
  return title['ko'] ? `${name} ${title['ko']}` : name
}

import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { SaxesParser } from 'saxes'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { App } from '#src/platform/http/env.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { aPublishedArticle, as, somePhotos } from './testing.ts'

let ctx: TestContext
let app: App
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  const { id } = await aPublishedArticle(ctx, {
    title: { vi: 'Tin <1> & "2"', en: 'News' },
    body: { vi: 'Chữ <b>không</b> đậm ]]> \u{1f600} &amp; [x](https://a.vn/?a=1&b=2)', en: 'Text' },
  })
  await somePhotos(ctx, id, 1)
  ctx.clock.advance(60_000)
  await aPublishedArticle(ctx, { title: { ko: '두 번째 소식' }, body: { ko: '본문' }, summary: {} })
})
afterEach(() => ctx.close())

const get = async (path: string) => {
  const answer = await as(app).get(path)
  return {
    type: answer.headers.get('content-type'),
    text: await answer.text(),
    headers: answer.headers,
    status: answer.status,
  }
}

interface Node {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Node[]
  text: string
}

/** Parses strictly: what is not well-formed, or uses a prefix that was not declared, throws. */
function parse(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true })
  const root: Node = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([name, value]) => [name, value.value]))
    const node: Node = { name: tag.name, attributes, children: [], text: '' }
    open.at(-1)!.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (text) => void (open.at(-1)!.text += text))
  parser.write(xml).close()
  return root.children[0]!
}
const child = (node: Node, name: string) => node.children.find((one) => one.name === name)
const all = (node: Node, name: string) => node.children.filter((one) => one.name === name)

describe('RSS 2.0', () => {
  test('has what the specification asks for, escaped once', async () => {
    const { text, type } = await get('/vi/news/feed.xml')
    expect(type).toBe('application/rss+xml; charset=utf-8')
    const rss = parse(text)
    expect(rss.attributes['version']).toBe('2.0')
    const channel = child(rss, 'channel')!
    for (const name of ['title', 'link', 'description']) expect(child(channel, name)!.text).not.toBe('')
    expect(child(channel, 'language')!.text).toBe('vi')
    expect(child(channel, 'atom:link')!.attributes).toMatchObject({
      rel: 'self',
      href: 'http://hoi.test/vi/news/feed.xml',
    })
    const items = all(channel, 'item')
    expect(items).toHaveLength(2)
    const [latest, first] = items as [Node, Node]
    expect(child(latest, 'title')!.text).toBe('두 번째 소식')
    expect(child(first, 'title')!.text).toBe('Tin <1> & "2"')
    expect(child(first, 'content:encoded')!.text).toContain('&lt;b&gt;không&lt;/b&gt;')
    expect(child(first, 'content:encoded')!.text).not.toContain('<b>')
    for (const item of items) {
      expect(Number.isNaN(Date.parse(child(item, 'pubDate')!.text))).toBe(false)
      expect(child(item, 'guid')!.attributes['isPermaLink']).toBe('false')
    }
    expect(child(first, 'enclosure')!.attributes).toMatchObject({ type: 'image/jpeg' })
    expect(Number(child(first, 'enclosure')!.attributes['length'])).toBeGreaterThan(100)
  })
})

describe('Atom, RFC 4287', () => {
  test('feed and entries have id, title, updated, author; times are of RFC 3339; ids are unique', async () => {
    const feed = parse((await get('/ko/news/atom.xml')).text)
    expect([feed.name, feed.attributes['xmlns']]).toEqual(['feed', 'http://www.w3.org/2005/Atom'])
    for (const name of ['id', 'title', 'updated']) expect(all(feed, name)).toHaveLength(1)
    expect(all(feed, 'link').filter((link) => link.attributes['rel'] === 'self')).toHaveLength(1)
    const entries = all(feed, 'entry')
    for (const entry of entries) {
      for (const name of ['id', 'title', 'updated', 'author', 'content'])
        expect([name, all(entry, name).length]).toEqual([name, 1])
      expect(child(child(entry, 'author')!, 'name')!.text).not.toBe('')
      expect(child(entry, 'updated')!.text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
    }
    expect(new Set(entries.map((entry) => child(entry, 'id')!.text)).size).toBe(entries.length)
    // What has no Korean stands in English and says so.
    expect(entries.map((entry) => entry.attributes['xml:lang'])).toEqual(['ko', 'en'])
  })

  test('a society without news has a feed all the same', async () => {
    await ctx.db.deleteFrom('article_tag').execute()
    await ctx.db.deleteFrom('photo').execute()
    await ctx.db.deleteFrom('article').execute()
    expect(all(parse((await get('/vi/news/atom.xml')).text), 'entry')).toEqual([])
    expect(all(child(parse((await get('/vi/news/feed.xml')).text), 'channel')!, 'item')).toEqual([])
  })
})

const lint = spawnSync('xmllint', ['--version']).status === 0
if (!lint)
  console.warn('\n!!! news/feeds: no xmllint (libxml2-utils); RSS and Atom are NOT checked against their grammars.\n')

/** What xmllint finds wrong; '' for nothing. */
const judged = (xml: string, grammar: 'rss' | 'atom'): string => {
  const file = path.join(import.meta.dirname, 'feeds', `${grammar}.rng`)
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--relaxng', file, '-'], { input: xml, encoding: 'utf8' })
  return status === 0 ? '' : stderr
}

test.runIf(lint)(
  'xmllint finds both to be what their grammars ask for, in each language, and notices when they are not',
  async () => {
    for (const lang of ['vi', 'en', 'ko'])
      for (const [file, grammar] of [
        ['feed', 'rss'],
        ['atom', 'atom'],
      ] as const)
        expect([lang, grammar, judged((await get(`/${lang}/news/${file}.xml`)).text, grammar)]).toEqual([
          lang,
          grammar,
          '',
        ])
    const { text } = await get('/vi/news/atom.xml')
    for (const broken of [
      text.replace(/<updated>[^<]*<\/updated>/, ''),
      text.replace(/<author>.*?<\/author>/s, ''),
      text.replace('<id>', '<id>no address '),
      text.replace('</feed>', ''),
    ])
      expect([broken === text, judged(broken, 'atom') === '']).toEqual([false, false])
    const rss = (await get('/vi/news/feed.xml')).text
    for (const broken of [rss.replace(/<guid.*?<\/guid>/, ''), rss.replace(/<pubDate>\w+/, '<pubDate>Someday')])
      expect([broken === rss, judged(broken, 'rss') === '']).toEqual([false, false])
  },
)

test('JSON Feed 1.1 has its version, addresses, and an id and content for each item', async () => {
  const { text, type } = await get('/en/news/feed.json')
  expect(type).toBe('application/feed+json; charset=utf-8')
  const feed = JSON.parse(text) as { version: string; title: string; feed_url: string; items: Record<string, string>[] }
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: 'http://hoi.test/en/news/feed.json',
    language: 'en',
  })
  for (const item of feed.items)
    expect([typeof item['id'], typeof item['content_html'], typeof item['url']]).toEqual(['string', 'string', 'string'])
})

test('control characters and halves of letters, however they came into a title, break no feed', async () => {
  const odd = 'a\u0001b\u0008c\u000bd\ufffee\ud800f]]>g\u2028h'
  await aPublishedArticle(ctx, { title: { vi: odd }, summary: { vi: odd }, body: { vi: odd }, byline: odd })
  const society = JSON.stringify({ vi: odd })
  await ctx.db.insertInto('setting').values({ key: 'society.name', value: society, updated_at: 0 }).execute()
  for (const path of ['/vi/news/feed.xml', '/vi/news/atom.xml', '/sitemap.xml']) parse((await get(path)).text)
  const titles = all(child(parse((await get('/vi/news/feed.xml')).text), 'channel')!, 'item').map(
    (item) => child(item, 'title')!.text,
  )
  expect(titles).toContain('abcdef]]>g\u2028h')
  expect((JSON.parse((await get('/vi/news/feed.json')).text) as { items: unknown[] }).items).toHaveLength(3)
})

test('a feed is not sent twice', async () => {
  const { headers } = await get('/vi/news/feed.xml')
  const again = await as(app).get('/vi/news/feed.xml', { 'if-none-match': headers.get('etag')! })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('the sitemap is well-formed, names every language, and asks every domain', async () => {
  const known = {
    ...ctx,
    domains: [...ctx.domains, { name: 'x', migrations: [], sitemap: async () => [{ path: '/events/a&b', at: 0 }] }],
  }
  const set = parse(await (await as(testApp(known)).get('/sitemap.xml')).text())
  const locs = all(set, 'url').map((url) => child(url, 'loc')!.text)
  expect(locs).toContain('http://hoi.test/vi/events/a&b')
  expect(locs).toContain('http://hoi.test/ko/news')
  expect(locs).toContain('http://hoi.test/en')
  expect(new Set(locs).size).toBe(locs.length)
  for (const url of all(set, 'url')) expect(all(url, 'xhtml:link')).toHaveLength(3)
  expect((await get('/robots.txt')).text).toContain('Sitemap: http://hoi.test/sitemap.xml')
})

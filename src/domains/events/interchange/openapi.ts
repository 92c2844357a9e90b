import { EVENT_KINDS, SESSION_KINDS } from '../programme/programme.ts'
import { API_VERSION } from './export/api.ts'
import type { JsonObject } from './json.ts'

/** Paths of the public interface; routes are mounted under these names and the document below describes them. */
export const API_PATHS = {
  events: '/api/v1/events',
  event: '/api/v1/events/{slug}',
  scheduleJson: '/api/v1/events/{slug}/schedule.json',
  scheduleXml: '/api/v1/events/{slug}/schedule.xml',
  calendar: '/api/v1/events/{slug}/programme.ics',
  csv: '/api/v1/events/{slug}/programme.csv',
  xlsx: '/api/v1/events/{slug}/programme.xlsx',
} as const

/** OpenAPI 3.1 description of the public interface. Component `Programme` describes `exportApi`. */
export function openApi(site: { readonly baseUrl: string; readonly title: string }): JsonObject {
  const get = (summary: string, parameters: readonly string[], type: string, schema: JsonObject): JsonObject => ({
    get: {
      summary,
      parameters: parameters.map((x) => ({ $ref: `#/components/parameters/${x}` })),
      responses: {
        200: {
          description: 'The latest release.',
          headers: { ETag: { schema: { type: 'string' } }, 'Last-Modified': { schema: { type: 'string' } } },
          content: { [type]: { schema } },
        },
        304: { description: 'Not changed since the copy that the request names.' },
        404: { description: 'No such event, or none that is published.' },
      },
    },
  })
  const text: JsonObject = { type: 'string' }
  const binary: JsonObject = { type: 'string', contentEncoding: 'binary' }
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return {
    openapi: '3.1.0',
    info: {
      title: site.title,
      version: String(API_VERSION),
      description:
        'Published programmes. Open to all origins (CORS `*`); answers carry ETag and Last-Modified. ' +
        'Instants are ISO 8601 with the offset of the venue, durations are minutes, texts are maps of language tags.',
    },
    servers: [{ url: site.baseUrl }],
    paths: {
      [API_PATHS.events]: get('Published events', [], 'application/json', {
        type: 'object',
        required: ['events'],
        properties: { events: { type: 'array', items: ref('Event') } },
      }),
      [API_PATHS.event]: get('An event with its programme', ['slug'], 'application/json', ref('Programme')),
      [API_PATHS.scheduleJson]: get('schedule.json (voc/schedule)', ['slug', 'lang'], 'application/json', {
        type: 'object',
      }),
      [API_PATHS.scheduleXml]: get('schedule.xml (pentabarf, frab)', ['slug', 'lang'], 'application/xml', text),
      [API_PATHS.calendar]: get('iCalendar', ['slug', 'lang'], 'text/calendar', text),
      [API_PATHS.csv]: get('Programme as CSV', ['slug', 'lang'], 'text/csv', text),
      [API_PATHS.xlsx]: get('Programme as a workbook', ['slug', 'lang'], xlsx, binary),
    },
    components: { parameters: PARAMETERS, schemas: SCHEMAS },
  }
}

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
const list = (items: JsonObject): JsonObject => ({ type: 'array', items })
const string: JsonObject = { type: 'string' }
const boolean: JsonObject = { type: 'boolean' }
const nullable = (type: string, more: JsonObject = {}): JsonObject => ({ type: [type, 'null'], ...more })
const guid: JsonObject = { type: 'string', format: 'uuid' }
const code: JsonObject = { type: 'string', pattern: '^[0-9A-Z]{6}$' }
const instant: JsonObject = { type: 'string', format: 'date-time' }

/** All properties required unless named optional; nothing else allowed. */
const object = (properties: JsonObject, optional: readonly string[] = []): JsonObject => ({
  type: 'object',
  required: Object.keys(properties).filter((x) => !optional.includes(x)),
  additionalProperties: false,
  properties,
})

const PARAMETERS: JsonObject = {
  slug: { name: 'slug', in: 'path', required: true, schema: string, description: 'Short name of the event.' },
  lang: {
    name: 'lang',
    in: 'query',
    schema: string,
    description: 'Language of the texts; a missing text falls back to the event’s languages in their order.',
  },
}

const PLACE: JsonObject = {
  roomId: nullable('string'),
  start: nullable('string', { format: 'date-time', description: 'null: not scheduled yet' }),
  end: nullable('string', { format: 'date-time' }),
  minutes: { type: 'integer', minimum: 0 },
}

const SCHEMAS: JsonObject = {
  Text: { type: 'object', additionalProperties: string, description: 'A text per language tag; may be empty.' },
  Link: object({ title: string, url: string, type: string }),
  Part: object({ personId: string, state: { type: 'string', enum: ['pending', 'invited', 'confirmed', 'declined'] } }, [
    'state',
  ]),
  Event: object({
    id: string,
    slug: string,
    kind: { type: 'string', enum: [...EVENT_KINDS] },
    title: ref('Text'),
    zone: { type: 'string', description: 'IANA time zone of the venue' },
    langs: list(string),
  }),
  Day: object({ date: { type: 'string', format: 'date' }, start: instant, end: instant, title: ref('Text') }),
  Room: object({
    id: string,
    guid,
    name: ref('Text'),
    description: ref('Text'),
    capacity: nullable('integer'),
    position: { type: 'integer' },
  }),
  Track: object({
    id: string,
    name: ref('Text'),
    slug: string,
    colour: { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' },
    position: { type: 'integer' },
  }),
  Session: object({
    id: string,
    guid,
    code,
    kind: { type: 'string', enum: [...SESSION_KINDS] },
    title: ref('Text'),
    description: ref('Text'),
    ...PLACE,
    trackId: nullable('string'),
    chairs: list(ref('Part')),
    expected: nullable('integer'),
    cancelled: boolean,
  }),
  Talk: object({
    id: string,
    guid,
    code,
    kind: { type: 'string', enum: ['talk', 'discussion'] },
    sessionId: nullable('string'),
    trackId: nullable('string'),
    ...PLACE,
    title: ref('Text'),
    subtitle: ref('Text'),
    abstract: ref('Text'),
    description: ref('Text'),
    langs: list(string),
    speakers: list(ref('Part')),
    type: string,
    links: list(ref('Link')),
    attachments: list(ref('Link')),
    doNotRecord: boolean,
    licence: string,
    generated: boolean,
    cancelled: boolean,
  }),
  Person: object({
    id: string,
    guid,
    code,
    name: string,
    latin: string,
    title: ref('Text'),
    facility: ref('Text'),
    facilityId: nullable('string'),
    country: string,
    biography: ref('Text'),
    avatar: string,
  }),
  Programme: object(
    {
      format: { const: 'hoi' },
      version: { const: API_VERSION },
      release: object({ name: string, publishedAt: instant }),
      event: ref('Event'),
      days: list(ref('Day')),
      rooms: list(ref('Room')),
      tracks: list(ref('Track')),
      sessions: list(ref('Session')),
      talks: list(ref('Talk')),
      people: list(ref('Person')),
    },
    ['release'],
  ),
}

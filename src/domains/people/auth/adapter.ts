import { createAdapterFactory, type CleanedWhere } from 'better-auth/adapters'
import { sql, type ExpressionBuilder, type Kysely } from 'kysely'
import type { Context } from '#src/platform/context.ts'
import { currentDb } from './store.ts'

type Row = Record<string, unknown>
/** better-auth names tables and columns at run time, so the builder knows none. */
type Loose = Record<string, Row>

const snake = (name: string): string => name.replace(/[A-Z]+/g, (capitals) => `_${capitals.toLowerCase()}`)
const camel = (name: string): string =>
  name === 'credential_id' ? 'credentialID' : name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase())
const table = (model: string): string => `auth_${snake(model)}`
const toColumns = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value]))
const toFields = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([key, value]) => [camel(key), value]))

/** Our types on both engines: epoch milliseconds for dates, 1 and 0 for true and false. */
const stored = (value: unknown): unknown =>
  value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value

function read(value: unknown, type: unknown): unknown {
  if (value === null || value === undefined) return value
  if (type === 'date') return new Date(Number(value))
  return type === 'boolean' ? Number(value) === 1 : value
}

const OPERATORS = { eq: '=', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=', in: 'in', not_in: 'not in' } as const
const LIKE = { contains: ['%', '%'], starts_with: ['', '%'], ends_with: ['%', ''] } as const

type Builder = ExpressionBuilder<Loose, string>

/** All of the conditions joined by AND, and one of those joined by OR, as better-auth's own adapters read them. */
function conditions(eb: Builder, where: readonly CleanedWhere[]) {
  const one = ({ field, value, operator, mode }: CleanedWhere) => {
    const plain = eb.ref(snake(field))
    const text = mode === 'insensitive' && typeof value === 'string'
    const left = text ? sql<unknown>`lower(${plain})` : plain
    const right = text ? value.toLowerCase() : value
    if (operator in LIKE) {
      const [before, after] = LIKE[operator as keyof typeof LIKE]
      return eb(left, 'like', `${before}${String(right)}${after}`)
    }
    if (right === null) return eb(left, operator === 'ne' ? 'is not' : 'is', null)
    return eb(left, OPERATORS[operator as keyof typeof OPERATORS], right)
  }
  const all = where.filter((w) => w.connector !== 'OR').map(one)
  const any = where.filter((w) => w.connector === 'OR').map(one)
  return eb.and(any.length > 0 ? [...all, eb.or(any)] : all)
}

/** better-auth over our tables: in the open transaction where one of our commands calls it, else statement by statement. */
export const authAdapter = (ctx: Context) => {
  const db = () => currentDb(ctx) as unknown as Kysely<Loose>
  return createAdapterFactory({
    config: {
      adapterId: 'hoi',
      adapterName: 'Hội',
      supportsJSON: false,
      supportsArrays: false,
      supportsNumericIds: false,
      // Dates and booleans are ours to translate.
      supportsDates: true,
      supportsBooleans: true,
      transaction: false,
      customTransformInput: ({ data }) => stored(data),
      customTransformOutput: ({ data, fieldAttributes }) => read(data, fieldAttributes.type),
    },
    adapter: () => ({
      async create({ model, data }) {
        const row = await db().insertInto(table(model)).values(toColumns(data)).returningAll().executeTakeFirstOrThrow()
        return toFields(row) as typeof data
      },
      async findOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
        const row = await db()
          .selectFrom(table(model))
          .selectAll()
          .where((eb) => conditions(eb, where))
          .limit(1)
          .executeTakeFirst()
        return row ? (toFields(row) as T) : null
      },
      async findMany<T>(ask: FindMany) {
        let query = db()
          .selectFrom(table(ask.model))
          .selectAll()
          .where((eb) => conditions(eb, ask.where ?? []))
          .limit(ask.limit)
        if (ask.offset) query = query.offset(ask.offset)
        if (ask.sortBy) query = query.orderBy(snake(ask.sortBy.field), ask.sortBy.direction)
        return (await query.execute()).map((row) => toFields(row) as T)
      },
      async update<T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) {
        if (where.length === 0) return null
        const row = await db()
          .updateTable(table(model))
          .set(toColumns(update as Row))
          .where((eb) => conditions(eb, where))
          .returningAll()
          .executeTakeFirst()
        return row ? (toFields(row) as T) : null
      },
      async updateMany({ model, where, update }) {
        const done = await db()
          .updateTable(table(model))
          .set(toColumns(update))
          .where((eb) => conditions(eb, where))
          .executeTakeFirst()
        return Number(done.numUpdatedRows)
      },
      async delete({ model, where }) {
        await db()
          .deleteFrom(table(model))
          .where((eb) => conditions(eb, where))
          .execute()
      },
      async deleteMany({ model, where }) {
        const done = await db()
          .deleteFrom(table(model))
          .where((eb) => conditions(eb, where))
          .executeTakeFirst()
        return Number(done.numDeletedRows)
      },
      async consumeOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
        const one = db()
          .selectFrom(table(model))
          .select('id')
          .where((eb) => conditions(eb, where))
          .limit(1)
        const row = await db()
          .deleteFrom(table(model))
          .where((eb) => eb('id', 'in', one))
          .returningAll()
          .executeTakeFirst()
        return row ? (toFields(row) as T) : null
      },
      async incrementOne<T>({ model, where, increment, set }: Increment) {
        const raised = Object.entries(increment).map(([field, by]) => [
          snake(field),
          sql`coalesce(${sql.ref(snake(field))}, 0) + ${by}`,
        ])
        const row = await db()
          .updateTable(table(model))
          .set({ ...toColumns(set ?? {}), ...Object.fromEntries(raised) })
          .where((eb) => conditions(eb, where))
          .returningAll()
          .executeTakeFirst()
        return row ? (toFields(row) as T) : null
      },
      async count({ model, where }) {
        const row = await db()
          .selectFrom(table(model))
          .select((eb) => eb.fn.countAll().as('n'))
          .where((eb) => conditions(eb, where ?? []))
          .executeTakeFirstOrThrow()
        return Number(row.n)
      },
    }),
  })
}

interface FindMany {
  model: string
  where?: CleanedWhere[]
  limit: number
  offset?: number
  sortBy?: { field: string; direction: 'asc' | 'desc' }
}

interface Increment {
  model: string
  where: CleanedWhere[]
  increment: Record<string, number>
  set?: Record<string, unknown>
}

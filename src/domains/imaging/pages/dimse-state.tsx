import type { Lang } from '#src/lib/text/multilingual.ts'
import { dateTime } from '#src/lib/time/format.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { Time } from '#src/ui/time.tsx'
import type { Arrivals } from '../dimse/peers.ts'
import type { DimsePeer } from '../dimse/server.ts'
import type { Listening } from '../dimse/service.ts'
import { mineWords } from '../mine/messages.ts'

export interface PeerState extends DimsePeer {
  readonly arrivals: Arrivals | null
}

export interface DimseStateProps {
  readonly lang: Lang
  readonly listening: Listening
  readonly peers: readonly PeerState[]
  readonly zone: string
}

/** What those ask who wait for images: does it listen, and when did that machine last send anything? */
export function DimseState({ lang, listening, peers, zone }: DimseStateProps) {
  const t = mineWords(lang)
  return (
    <>
      <ListeningNotice lang={lang} listening={listening} zone={zone} />
      {peers.length > 0 ? (
        <DataTable
          caption={t('peers')}
          rows={peers}
          rowKey={({ aeTitle, address, ownerId }) => `${aeTitle} ${address ?? ''} ${ownerId}`}
          columns={[
            {
              key: 'peer',
              head: t('sender'),
              primary: true,
              cell: ({ aeTitle, address }) => (
                <>
                  <strong translate={false}>{aeTitle}</strong>{' '}
                  <span class="quiet">{address ? address : t('anyAddress')}</span>
                </>
              ),
            },
            {
              key: 'last',
              head: t('lastObject'),
              cell: ({ arrivals }) =>
                arrivals ? <Time at={arrivals.lastAt} zone={zone} show="short" /> : t('nothingYet'),
            },
            { key: 'objects', head: t('objectsSoFar'), numeric: true, cell: ({ arrivals }) => arrivals?.objects ?? 0 },
          ]}
        />
      ) : null}
    </>
  )
}

const TROUBLES = ['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES'] as const

function ListeningNotice({ lang, listening, zone }: Pick<DimseStateProps, 'lang' | 'listening' | 'zone'>) {
  const t = mineWords(lang)
  if (listening.state === 'off') return <Notice tone="info" title={t('notListening')} />
  const { host, port } = listening
  if (listening.state === 'on') {
    const time = dateTime(lang, zone, listening.since)
    return <Notice tone="success" title={t('listening', { host, port, time })} />
  }
  const known = TROUBLES.find((code) => code === listening.code)
  return (
    <Notice tone="danger" title={t('cannotListen', { host, port })}>
      <p>
        {known ? t(`cannot.${known}`) : t('cannot.other', { code: listening.code })} {t('cannot.again')}
      </p>
    </Notice>
  )
}

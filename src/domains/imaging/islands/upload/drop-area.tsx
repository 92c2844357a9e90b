import { useEffect, useRef, useState } from 'preact/hooks'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { Icon } from '#src/ui/icons.tsx'
import { intakeWords } from '../../intake/messages.ts'

interface DropAreaProps {
  readonly lang: Lang
  readonly small: boolean
  readonly onDrop: (data: DataTransfer) => void
  readonly onPick: (input: HTMLInputElement) => void
}

/** Where files are dropped or picked; the whole page takes a drop, so that nobody misses. */
export function DropArea({ lang, small, onDrop, onPick }: DropAreaProps) {
  const t = intakeWords(lang)
  const [over, setOver] = useState(false)
  const folder = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const latest = useRef(onDrop)
  latest.current = onDrop
  useEffect(() => {
    const hover = (event: DragEvent): void => {
      if (![...(event.dataTransfer?.types ?? [])].includes('Files')) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      if (!event.dataTransfer) return
      event.preventDefault()
      setOver(false)
      latest.current(event.dataTransfer)
    }
    addEventListener('dragover', hover)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', hover)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [])
  // Phones have no folders to pick, and nothing to drag from.
  const mouse = matchMedia('(pointer: fine)').matches
  const folders = 'webkitdirectory' in HTMLInputElement.prototype && mouse
  return (
    <div class={`drop${over ? ' drop-over' : ''}${small ? ' drop-small' : ''}`}>
      {small ? null : (
        <>
          <Icon name="upload" size="l" />
          <p class="drop-title">{t(mouse ? 'drop' : 'pick')}</p>
          <p class="quiet">{t('dropHint')}</p>
        </>
      )}
      <div class="actions">
        {folders ? (
          <button type="button" class="button button-quiet" onClick={() => folder.current?.click()}>
            {t('chooseFolder')}
          </button>
        ) : null}
        <button type="button" class="button button-quiet" onClick={() => files.current?.click()}>
          {t('chooseFiles')}
        </button>
      </div>
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        data-pick="folder"
        {...{ webkitdirectory: true }}
        onChange={(event) => onPick(event.currentTarget)}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        data-pick="files"
        onChange={(event) => onPick(event.currentTarget)}
      />
    </div>
  )
}

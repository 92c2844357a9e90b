import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** The whole document as HTML text; `vnode` is a `Page` or another component that renders `<html>`. */
export const renderDocument = (vnode: VNode): string => `<!doctype html>${renderToString(vnode)}`

/** A fragment as HTML text, for tests and for parts sent over the live bus. */
export const renderFragment = (vnode: VNode): string => renderToString(vnode)

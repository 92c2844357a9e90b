import { describe, expect, test } from 'vitest'
import { parseDsn } from './dsn.ts'

const report = (fields: string, type = 'multipart/report; report-type=delivery-status;\r\n\tboundary="b=1"') =>
  [
    'From: MAILER-DAEMON@mx.example',
    `Content-Type: ${type}`,
    '',
    '--b=1',
    'Content-Type: text/plain',
    '',
    'Your mail could not be delivered to innocent@example.org.',
    '--b=1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    fields,
    '--b=1',
    'Content-Type: message/rfc822',
    '',
    'To: gone@example.org',
    '',
    '--b=1--',
    '',
  ].join('\r\n')

describe('a delivery status notification', () => {
  test('names who is gone, whatever the words around it say', () => {
    const text = report(
      'Final-Recipient: rfc822; Gone@Example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n  no such user',
    )
    expect(parseDsn(text).deliveries).toEqual([
      {
        email: 'gone@example.org',
        action: 'failed',
        status: '5.1.1',
        detail: 'smtp; 550 5.1.1 no such user',
        hard: true,
      },
    ])
  })

  test('says which mail came back, by its head alone or whole, and not by what the words or other parts claim', () => {
    const fields = 'Final-Recipient: rfc822;a@example.org\r\nAction: failed\r\nStatus: 5.1.1'
    const withId = report(fields).replace('To: gone@example.org', 'Message-ID:\r\n <01-2@hoi.test>\r\nTo: x')
    expect(parseDsn(withId).returned).toBe('01-2@hoi.test')
    expect(parseDsn(withId.replace('message/rfc822', 'text/rfc822-headers; charset=us-ascii')).returned).toBe(
      '01-2@hoi.test',
    )
    expect(parseDsn(report(fields)).returned).toBeNull()
    expect(parseDsn(`Message-ID: <01-2@hoi.test>\r\n${report(fields)}`).returned).toBeNull()
  })

  test('counts the address that we wrote to, and each of several', () => {
    const text = report(
      'Original-Recipient: rfc822;list@example.org\r\nFinal-Recipient: rfc822;inner@example.net\r\nAction: failed\r\nStatus: 5.1.2\r\n\r\nFinal-Recipient: rfc822;slow@example.org\r\nAction: delayed\r\nStatus: 4.4.1',
    )
    expect(parseDsn(text).deliveries).toMatchObject([
      { email: 'list@example.org', hard: true },
      { email: 'slow@example.org', action: 'delayed', hard: false },
    ])
  })

  test.each([
    ['5.2.2', false],
    ['5.2.1', true],
    ['5.7.1', false],
    ['5.0.0', true],
    ['4.2.2', false],
    ['5.1.10', true],
    ['', false],
  ])('status %s ends the address: %s', (status, hard) => {
    expect(
      parseDsn(report(`Final-Recipient: rfc822;a@example.org\r\nAction: failed\r\nStatus: ${status}`)).deliveries,
    ).toMatchObject([{ hard }])
  })

  test('is nothing else: an answer by a person, an out-of-office, rubbish, a hostile boundary', () => {
    for (const text of [
      '',
      'x',
      'From: a\n\nFinal-Recipient: rfc822;a@example.org\nAction: failed\nStatus: 5.1.1',
      report('x', 'text/plain'),
      report('x', 'multipart/report; boundary="(((("'),
      '\u0000'.repeat(1000),
    ]) {
      expect(parseDsn(text).deliveries).toEqual([])
    }
  })
})

import type { Lang } from '#src/lib/text/multilingual.ts'

/** What better-auth keeps, in our names and types; auth/adapter.ts translates. */
export interface AccountTables {
  auth_user: AuthUserTable
  auth_session: AuthSessionTable
  auth_account: AuthAccountTable
  auth_verification: AuthVerificationTable
  auth_two_factor: AuthTwoFactorTable
  auth_passkey: AuthPasskeyTable
}

export interface AuthUserTable {
  id: string
  name: string
  email: string
  email_verified: number
  image: string | null
  created_at: number
  updated_at: number
  two_factor_enabled: number | null
  /** Set once the address is verified or an invitation was followed, never before. */
  person_id: string | null
  lang: Lang | null
  /** What was typed at sign-up, waiting for the address to be verified; JSON. */
  pending: string | null
}

export interface AuthSessionTable {
  id: string
  expires_at: number
  token: string
  created_at: number
  updated_at: number
  ip_address: string | null
  user_agent: string | null
  user_id: string
}

export interface AuthAccountTable {
  id: string
  account_id: string
  provider_id: string
  user_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: number | null
  refresh_token_expires_at: number | null
  scope: string | null
  password: string | null
  created_at: number
  updated_at: number
}

export interface AuthVerificationTable {
  id: string
  identifier: string
  value: string
  expires_at: number
  created_at: number
  updated_at: number
}

export interface AuthTwoFactorTable {
  id: string
  secret: string
  backup_codes: string
  user_id: string
  verified: number | null
  failed_verification_count: number | null
  locked_until: number | null
}

export interface AuthPasskeyTable {
  id: string
  name: string | null
  public_key: string
  user_id: string
  credential_id: string
  counter: number
  device_type: string
  backed_up: number
  transports: string | null
  created_at: number | null
  aaguid: string | null
}

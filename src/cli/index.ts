import type { Command } from '#src/platform/cli/command.ts'
import { backupCommand } from './backup.ts'
import { configCommand } from './config.ts'
import { deidentifyCommand } from './deidentify.ts'
import { demoCommand } from './demo.ts'
import { endDemoCommand } from './end-demo.ts'
import { migrateCommand } from './migrate.ts'
import { restoreCommand } from './restore.ts'
import { startCommand } from './start.ts'
import { workerCommand } from './worker.ts'

/** Commands that belong to no domain; those of the domains (import, export, admin …) come from `Domain.commands`. */
export const ownCommands: readonly Command[] = [
  startCommand,
  workerCommand,
  demoCommand,
  endDemoCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  deidentifyCommand,
  configCommand,
]

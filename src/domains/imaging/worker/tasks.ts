import { lookTasks } from '../look/tasks.ts'
import { findingsTasks } from '../marks/findings-task.ts'
import { segmentationTasks } from '../marks/segmentation-task.ts'
import { convertTasks } from './convert.ts'
import { copyTasks } from './copies.ts'
import { pictureTasks } from './picture.ts'
import { tableTasks } from './tables.ts'
import { takeInTasks } from './take-in.ts'

/** Work that reads outside data or is heavy; it runs in worker threads, one at a time in each. */
export const tasks = {
  ...takeInTasks,
  ...copyTasks,
  ...pictureTasks,
  ...tableTasks,
  ...convertTasks,
  ...lookTasks,
  ...segmentationTasks,
  ...findingsTasks,
}

export type Tasks = typeof tasks

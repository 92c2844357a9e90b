/// <reference lib="webworker" />
import { registerWorker } from './worker.ts'

registerWorker(self as unknown as ServiceWorkerGlobalScope)

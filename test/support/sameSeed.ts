import { configureGlobal } from 'fast-check'

// The same schedules in every run, so that a red test is somebody's doing; another seed is tried by `SEED=… npm test`.
configureGlobal({ seed: Number(process.env['SEED'] ?? 1) })

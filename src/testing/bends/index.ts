export * from './framing.js'
export * from './objects.js'
export * from './routes.js'
export * from './telling.js'

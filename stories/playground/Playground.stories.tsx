import type { Meta, StoryObj } from '@storybook/react-vite'
import { indexedDbStorage } from '../../src/index.js'
import { scripted } from '../../src/server/index.js'
import { createStage, type Stage } from '../support/createStage.js'
import { Playground } from './Playground.js'
import { playgroundTools } from './playgroundTools.js'
import { withRichAnswer } from './withRichAnswer.js'

const meta = {
  title: 'Playground',
  parameters: { layout: 'fullscreen' },
  tags: ['!autodocs'],
  loaders: [
    async () => ({
      stage: await createStage({
        model: withRichAnswer(scripted({ pace: 18 })),
        tools: playgroundTools,
        idleTimeout: 8_000,
        patience: 15_000,
        storage: indexedDbStorage({ name: 'react-assistants-playground' }),
      }),
    }),
  ],
  render: (_args, { loaded }) => <Playground stage={(loaded as { stage: Stage }).stage} />,
} satisfies Meta

export default meta

/** Chat with a scripted model, be asked, and answer. */
export const Chat: StoryObj = {}

import { afterEach, describe, expect, it } from 'vitest'
import { dialects } from '../../src/api/index.js'
import type { RunController } from '../../src/run/index.js'
import { type Fault, heldStream } from '../../src/testing/index.js'
import {
  kept,
  lines,
  look,
  makeStage,
  presence,
  shown,
  type Stage,
  type StageOptions,
} from './support.js'
import { answerElsewhere } from './askSupport.js'

const words = 'One two three four five six seven.'

describe('a stream that is taken up again', () => {
  let stage: Stage
  afterEach(() => stage.close())

  /** A thread on screen, at a server that takes streams up again. */
  const enter = async (options: StageOptions = {}, faults: readonly Fault[] = []) => {
    stage = await makeStage({
      pace: 100,
      script: lines(words),
      dialect: dialects.ownServer,
      ...options,
    })
    await look(stage, stage.threadId)
    const controller = stage.visit()
    await controller.attach()
    stage.network.add(...faults)
    stage.heard.clear()
    return { ...stage, controller }
  }

  const equalsServer = async (controller: RunController) => {
    const { live, threadId } = controller.store.getState()
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId ?? ''))
    const run = await stage.other.getRun({ thread_id: threadId ?? '', run_id: live.run?.id ?? '' })
    expect(live.run?.status).toBe(run.status)
  }

  /** Passes time, and holds every state on the way against what the server says in the end. */
  const watch = async (controller: RunController, ms: number) => {
    const seen: string[] = []
    const stop = controller.store.subscribe(() => {
      const text = shown(stage, controller)[1]
      if (text !== undefined && text !== seen.at(-1)) seen.push(text)
    })
    await stage.pass(ms)
    stop()
    return seen
  }

  for (const how of ['break', 'end', 'stall'] as const) {
    it(`goes on word by word when it ${{ break: 'is cut', end: 'ends cleanly', stall: 'falls silent' }[how]} in mid-answer`, async () => {
      const { controller, heard } = await enter({ pace: how === 'stall' ? 50_000 : 100 }, [
        { operation: 'createRun', cut: { afterEvents: 9, how } },
      ])
      controller.send('Count!')
      const seen = await watch(controller, 400_000)
      expect(controller.store.getState().live).toMatchObject({ phase: 'settled', link: 'stream' })
      await equalsServer(controller)
      // Each word once, each step longer than the one before, up to what the server has.
      for (const text of seen) expect(`assistant: ${words}`.startsWith(text.trimEnd())).toBe(true)
      expect(seen.length).toBeGreaterThan(6)
      expect(seen.map(({ length }) => length)).toEqual(
        seen.map(({ length }) => length).toSorted((one, two) => one - two),
      )
      expect(heard.count('resumeRun')).toBe(1)
      expect(heard.count('getRun')).toBe(0)
      expect(heard.count('createRun')).toBe(1)
    })
  }

  it('can be cut behind any event', async () => {
    for (let afterEvents = 1; afterEvents <= 18; afterEvents++) {
      const { controller, heard } = await enter({}, [
        { operation: 'createRun', cut: { afterEvents } },
      ])
      controller.send('Count!')
      await watch(controller, 20_000)
      await equalsServer(controller)
      expect(heard.count('createRun')).toBe(1)
      expect(heard.count('getRun') + heard.count('listRuns')).toBe(0)
      stage.close()
    }
  })

  it('can be cut again and again', async () => {
    const { controller, heard } = await enter({}, [
      { operation: 'createRun', cut: { afterEvents: 8 } },
      { operation: 'resumeRun', nth: [1, 2, 3, 4, 5], cut: { afterEvents: 1 } },
    ])
    controller.send('Count!')
    await watch(controller, 30_000)
    await equalsServer(controller)
    expect(heard.count('resumeRun')).toBe(6)
    expect(heard.count('getRun')).toBe(0)
  })

  it('says that the connection is lost until it has it again', async () => {
    const { controller, pass } = await enter({ pace: 400 }, [
      { operation: 'createRun', cut: { afterEvents: 8 } },
      { operation: 'resumeRun', nth: 1, delay: 500 },
    ])
    controller.send('Count!')
    await pass(200)
    expect(controller.store.getState().live).toMatchObject({ phase: 'running', link: 'lost' })
    await pass(600)
    expect(controller.store.getState().live).toMatchObject({ phase: 'running', link: 'stream' })
    await pass(5_000)
    await equalsServer(controller)
  })

  const servers = {
    'tells everything from the beginning': (url: Request) => {
      const headers = new Headers(url.headers)
      headers.delete('last-event-id')
      return new Request(url, { headers })
    },
    'tells a part of it twice': (url: Request) => {
      const headers = new Headers(url.headers)
      const [name, at] = (headers.get('last-event-id') ?? '').split('-')
      headers.set('last-event-id', `${name}-${Math.max(0, Number(at) - 4)}`)
      return new Request(url, { headers })
    },
  }
  const disguises = {
    'with the same ids': (frames: string) => frames,
    'with other ids': (frames: string) => frames.replaceAll(/^id: (.*)$/gm, 'id: new-$1'),
    'without ids': (frames: string) => frames.replaceAll(/^id: .*\n/gm, ''),
  }
  for (const [what, change] of Object.entries(servers)) {
    for (const [how, disguise] of Object.entries(disguises)) {
      if (what === 'tells a part of it twice' && how === 'with other ids') continue
      it(`says nothing twice where the server ${what} ${how} (scenario 4)`, async () => {
        const { controller } = await enter()
        stage.network.add(
          { operation: 'createRun', cut: { afterEvents: 10 } },
          {
            operation: 'resumeRun',
            answer: async (request) => {
              const response = await stage.direct(change(request))
              const bent = response.body
                ?.pipeThrough(new TextDecoderStream())
                .pipeThrough(
                  new TransformStream<string, string>({
                    transform: (frame, out) => out.enqueue(disguise(frame)),
                  }),
                )
                .pipeThrough(new TextEncoderStream())
              return new Response(bent ?? null, response)
            },
          },
        )
        controller.send('Count!')
        const seen = await watch(controller, 20_000)
        for (const text of seen) expect(`assistant: ${words}`.startsWith(text.trimEnd())).toBe(true)
        await equalsServer(controller)
      })
    }
  }

  it('is taken up after a reload, and says from the first word what was said so far', async () => {
    for (const moment of [0, 100, 300, 700, 1_100]) {
      const { controller, pass, heard } = await enter({ pace: 200 })
      controller.send('Count!')
      await pass(moment)
      controller.close()
      heard.clear()
      stage.cache.clear()
      await look(stage, stage.threadId)
      const after = stage.visit()
      void after.attach()
      const seen = await watch(after, 15_000)
      await equalsServer(after)
      for (const text of seen) expect(`assistant: ${words}`.startsWith(text.trimEnd())).toBe(true)
      expect(heard.count('createRun')).toBe(0)
      expect(heard.count('getRun')).toBe(0)
      expect(heard.count('resumeRun')).toBeLessThanOrEqual(1)
      stage.close()
    }
  })

  it('lets a run be heard that somebody else started, with the message that it answers', async () => {
    const { controller, other, threadId, assistantId, heard } = await enter({ pace: 200 })
    await other.createMessage({ thread_id: threadId, role: 'user', content: 'From elsewhere' })
    await other.createRun({ thread_id: threadId, assistant_id: assistantId })
    void controller.sync()
    const seen = await watch(controller, 10_000)
    expect(seen.length).toBeGreaterThan(6)
    await equalsServer(controller)
    expect(shown(stage, controller)[0]).toBe('user: From elsewhere')
    expect(heard.requests).toHaveLength(3)
  })

  it('lets a run go on that asked here and was answered elsewhere', async () => {
    const { controller, pass } = await enter({
      script: lines({ calls: [['get_weather', '{}']] }, words),
    })
    controller.send('Weather?')
    await pass(2_000)
    await answerElsewhere(stage, controller, 'Mild.')
    void controller.sync()
    const phases = new Set<string>()
    const stop = controller.store.subscribe(({ live: now }) => phases.add(now.phase))
    await pass(10_000)
    stop()
    expect(phases).toEqual(new Set(['running', 'settled']))
    await equalsServer(controller)
    const [step] = controller.store.getState().live.steps
    expect(step).toMatchObject({ type: 'tool_calls', status: 'completed' })
  })

  for (const status of [404, 405]) {
    it(`gives way to asking where the server answers ${status}, and is not tried there again`, async () => {
      const { controller, pass, heard, network } = await enter({}, [
        { operation: 'createRun', cut: { afterEvents: 9 } },
        { operation: 'resumeRun', answer: { status, body: { error: { message: 'No.' } } } },
      ])
      controller.send('Count!')
      await pass(20_000)
      expect(controller.store.getState().live).toMatchObject({ phase: 'settled', link: 'poll' })
      await equalsServer(controller)
      controller.send('Once more!')
      await pass(20_000)
      await equalsServer(controller)
      expect(heard.count('resumeRun')).toBe(1)
      expect(network.struck()).toBe(3)
    })
  }

  it('gives way to asking after three vain tries in a row', async () => {
    const { controller, pass, heard } = await enter({ pace: 3_000 }, [
      { operation: 'createRun', cut: { afterEvents: 9 } },
      {
        operation: 'resumeRun',
        answer: () => {
          const stream = heldStream()
          stream.close()
          return stream.response
        },
      },
    ])
    controller.send('Count!')
    await pass(60_000)
    await equalsServer(controller)
    expect(heard.count('resumeRun')).toBe(3)
    expect(controller.store.getState().live.link).toBe('poll')
  })

  it('waits while nobody is there, and is two requests when somebody comes back', async () => {
    stage = await makeStage({ pace: 1_000, script: lines(words), dialect: dialects.ownServer })
    const { pass, heard, network, threadId } = stage
    await look(stage, threadId)
    const page = presence()
    const controller = stage.visit({ presence: page })
    await controller.attach()
    network.add({ operation: 'createRun', cut: { afterEvents: 8 } })
    page.leave()
    controller.send('Count!')
    await pass(1_800_000)
    expect(heard.count('resumeRun')).toBe(0)
    heard.clear()
    page.come()
    await pass(2_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    await equalsServer(controller)
    expect(heard.requests.map(({ operation }) => operation)).toEqual([
      'resumeRun',
      // A stream tells of its run alone; what others said meanwhile is read once it is over.
      'listMessages',
    ])
  })

  it('takes the place of one that slept beside the page without a word', async () => {
    stage = await makeStage({ pace: 10_000, script: lines(words), dialect: dialects.ownServer })
    const { pass, heard, network, threadId } = stage
    await look(stage, threadId)
    const page = presence()
    const controller = stage.visit({ presence: page })
    await controller.attach()
    network.add({ operation: 'createRun', cut: { afterEvents: 8, how: 'stall' } })
    controller.send('Count!')
    await pass(30_000)
    page.come()
    await pass(1_000)
    expect(heard.count('resumeRun')).toBe(1)
    expect(shown(stage, controller)[1]).toBe('assistant: One two three four ')
    await pass(60_000)
    await equalsServer(controller)
  })
})

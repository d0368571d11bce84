/**
 * The same readings over HTTP, from the packed collector in a process of its own, each lead for their own team; and by
 * turns with them as many bytes from a bare HTTP server.
 */
import { Agent, request } from 'node:http'
import { ROUTES } from '../../src/shared/wire/limits.ts'
import { startServer } from '../sync/collector.ts'
import { startEcho } from '../sync/echo.ts'

export interface Lead {
  readonly token: string
  readonly teamId: string
}

export interface HttpTimes {
  /** Each team's first request to a new process, in ms. */
  readonly first: readonly number[]
  readonly warm: readonly number[]
  /** Of the bare server. */
  readonly bare: readonly number[]
  readonly bytes: number
}

/** A lead may ask thirty times at once; summaries cost two. */
const ROUNDS = 4

/** @param where `--data FOLDER` or `--database ADDRESS` */
export async function readOverHttp(
  where: readonly string[],
  leads: readonly Lead[],
  span: { readonly from: string; readonly to: string },
): Promise<HttpTimes> {
  const server = await startServer(where)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = ({ token, teamId }: Lead) => {
    const path = `${ROUTES.summary.replace(':teamId', teamId)}?from=${span.from}&to=${span.to}&by=day`
    return timed(() => get(agent, new URL(path, server.url), token))
  }
  try {
    const first = []
    for (const lead of leads) first.push(await ask(lead))
    const bytes = first.at(-1)?.got ?? 0
    const echo = await startEcho(bytes)
    const bareUrl = new URL(`http://127.0.0.1:${echo.port}`)
    const warm = []
    const bare = []
    try {
      for (let round = 0; round < ROUNDS; round += 1)
        for (const lead of leads) {
          warm.push(await ask(lead))
          bare.push(await timed(() => get(agent, bareUrl, lead.token)))
        }
    } finally {
      await echo.stop()
    }
    const times = (of: readonly Timed[]) => of.map(({ ms }) => ms)
    return { first: times(first), warm: times(warm), bare: times(bare), bytes }
  } finally {
    agent.destroy()
    await server.stop()
  }
}

interface Timed {
  readonly ms: number
  readonly got: number
}

async function timed(work: () => Promise<number>): Promise<Timed> {
  const began = performance.now()
  const got = await work()
  return { ms: performance.now() - began, got }
}

function get(agent: Agent, url: URL, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes)
        else reject(new Error(`The collector answered ${response.statusCode}.`))
      })
    })
      .on('error', reject)
      .end()
  })
}

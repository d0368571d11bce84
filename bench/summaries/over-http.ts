/** The same readings over HTTP, from the packed collector in a process of its own, each lead for their own team. */
import { request } from 'node:http'
import { Agent } from 'node:http'
import { ROUTES } from '../../src/shared/wire/limits.ts'
import { startServer } from '../sync/collector.ts'

export interface Lead {
  readonly token: string
  readonly teamId: string
}

export interface HttpTimes {
  /** Each team's first request to a new process, in ms. */
  readonly first: readonly number[]
  readonly warm: readonly number[]
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
  try {
    const first: number[] = []
    const warm: number[] = []
    let bytes = 0
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const lead of leads) {
        const path = `${ROUTES.summary.replace(':teamId', lead.teamId)}?from=${span.from}&to=${span.to}&by=day`
        const began = performance.now()
        bytes = await get(agent, new URL(path, server.url), lead.token)
        ;(round === 0 ? first : warm).push(performance.now() - began)
      }
    return { first, warm, bytes }
  } finally {
    agent.destroy()
    await server.stop()
  }
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

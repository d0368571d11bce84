/** What customers do, as sipp scenarios. */

/** A customer who calls. */
export type CallerScript =
  /** Waits for an answer, talks for so long and hangs up. */
  | { readonly kind: 'talks'; readonly talkMs: number }
  /** Waits for an answer and stays until the agent ends the call; goes along with being put on hold. */
  | { readonly kind: 'stays' }
  /** Lets it ring for so long and gives up. */
  | { readonly kind: 'gives-up'; readonly ringMs: number }
  /** Expects to be rejected. */
  | { readonly kind: 'is-rejected' }
  /** Talks until the agent hands the call on. */
  | { readonly kind: 'is-transferred' }

/** A customer who is called. */
export type CalleeScript =
  /** Is on the phone with somebody else. */
  | { readonly kind: 'is-busy' }
  /** Answers, talks for so long and hangs up. */
  | { readonly kind: 'answers'; readonly talkMs: number }

const SDP = `v=0
o=customer 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000`

const CALLER = `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: customer <sip:customer@[local_ip]:[local_port]>;tag=[pid]c[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
Contact: <sip:customer@[local_ip]:[local_port]>
Max-Forwards: 70`

const ANSWER = `[last_Via:]
[last_From:]
[last_To:];tag=[pid]a[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:customer@[local_ip]:[local_port]>`

/** Inside a dialog the tag is there already. */
const REPLY = `[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:customer@[local_ip]:[local_port]>`

const withSdp = (head: string): string =>
  `${head}\nContent-Type: application/sdp\nContent-Length: [len]\n\n${SDP}`
const bare = (head: string): string => `${head}\nContent-Length: 0\n\n`
const send = (message: string, attributes = ''): string =>
  `<send${attributes}><![CDATA[\n${message}\n]]></send>`
const pause = (ms: number): string => `<pause milliseconds="${ms}"/>`
const receive = (what: string, attributes = ''): string => `<recv ${what}${attributes}/>`
const optional = ' optional="true"'
const retried = ' retrans="500"'

const request = (method: string, cseq: number, body = bare): string =>
  body(`${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0\n${CALLER}\nCSeq: ${cseq} ${method}`)
/** What acknowledges a refusal goes to the same branch as the INVITE. */
const refusalAck = request('ACK', 1).replace('branch=[branch]', 'branch=[branch-5]')
const ringing = [100, 180, 183].map((code) => receive(`response="${code}"`, optional)).join('\n')
const invite = `${send(request('INVITE', 1, withSdp), retried)}\n${ringing}`
const answered = `${invite}\n${receive('response="200"')}\n${send(request('ACK', 1))}`
const hangUp = `${send(request('BYE', 2), retried)}\n${receive('response="200"')}`
const ok = send(bare(`SIP/2.0 200 OK\n${REPLY}`))

/** Any number of re-INVITEs (hold, resume), then the end. */
const stay = `<label id="1"/>
${receive('request="BYE"', ' optional="true" next="2"')}
${receive('request="INVITE"')}
${send(withSdp(`SIP/2.0 200 OK\n${REPLY}`), retried)}
${receive('request="ACK"', ' next="1"')}
<label id="2"/>
${ok}`

/** Takes the REFER, says that the transfer worked, and waits for the agent to leave. */
const beTransferred = `${receive('request="REFER"')}
${send(bare(`SIP/2.0 202 Accepted\n${REPLY}`))}
${send(
  request(
    'NOTIFY',
    2,
    (head) =>
      `${head}\nEvent: refer\nSubscription-State: terminated;reason=noresource\nContent-Type: message/sipfrag\nContent-Length: [len]\n\nSIP/2.0 200 OK`,
  ),
  retried,
)}
${receive('response="200"', optional)}
${receive('request="BYE"')}
${ok}`

function callerSteps(script: CallerScript): string {
  switch (script.kind) {
    case 'talks':
      return `${answered}\n${pause(script.talkMs)}\n${hangUp}`
    case 'stays':
      return `${answered}\n${stay}`
    case 'gives-up': {
      // A CANCEL goes to the branch of the INVITE that it takes back, and so does the ACK of what comes of it;
      // the number is how many steps ago that was.
      const call = `${send(request('INVITE', 1, withSdp), retried)}
${receive('response="100"', optional)}
${receive('response="180"')}`
      const cancel = request('CANCEL', 1).replace('branch=[branch]', 'branch=[branch-4]')
      const ack = request('ACK', 1).replace('branch=[branch]', 'branch=[branch-7]')
      const end = `${receive('response="200"')}\n${receive('response="487"')}\n${send(ack)}`
      return `${call}\n${pause(script.ringMs)}\n${send(cancel, retried)}\n${end}`
    }
    case 'is-rejected':
      return `${invite}\n${receive('response="486"')}\n${send(refusalAck)}`
    case 'is-transferred':
      return `${answered}\n${beTransferred}`
  }
}

function calleeSteps(script: CalleeScript): string {
  const rung = receive('request="INVITE"')
  switch (script.kind) {
    case 'is-busy':
      return `${rung}\n${send(bare(`SIP/2.0 486 Busy Here\n${ANSWER}`), retried)}\n${receive('request="ACK"')}`
    case 'answers': {
      const bye = `BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:customer@[local_ip]:[local_port]>;tag=[pid]a[call_number]
[$agent]
[last_Call-ID:]
Max-Forwards: 70
CSeq: 1 BYE`
      const remember = `<recv request="INVITE" rrs="true"><action>
<ereg regexp=".*" search_in="hdr" header="From:" assign_to="from"/>
<assignstr assign_to="agent" value="To:[$from]"/>
</action></recv>`
      return `${remember}
${send(bare(`SIP/2.0 180 Ringing\n${ANSWER}`))}
${send(withSdp(`SIP/2.0 200 OK\n${ANSWER}`), retried)}
${receive('request="ACK"', ' rrs="true"')}
${pause(script.talkMs)}
${send(bare(bye), retried)}
${receive('response="200"')}`
    }
  }
}

const document = (steps: string): string =>
  `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<scenario name="customer">\n${steps}\n</scenario>\n`

/** The scenario file of a customer who calls. */
export const callerScenario = (script: CallerScript): string => document(callerSteps(script))
/** The scenario file of a customer who is called. */
export const calleeScenario = (script: CalleeScript): string => document(calleeSteps(script))

/** English texts about team and sync. */
export const enSync = {
  'sync-line.sent': 'All sent',
  'sync-line.sending': '{pending, plural, one {# on its way} other {# on their way}}',
  'sync-line.waiting': '{pending} waiting since {since, time, short}, {why}',
  'sync-line.waiting-long': '{pending} waiting since {since, date, medium}, {why}',
  'sync-line.needs-code':
    '{pending, plural, =0 {A new code is needed} other {# waiting, a new code is needed}}',
  'sync-line.erased': 'Nothing is sent any more',
  'sync-line.refused': '{refused} refused',

  'sync-problem.no-network': 'no network',
  'sync-problem.unreachable': 'the collector doesn’t answer',
  'sync-problem.certificate': 'the collector’s certificate can’t be trusted',
  'sync-problem.busy': 'the collector is busy',
  'sync-problem.not-a-collector': 'something else answers at its address',
  'sync-problem.bad-answer': 'the collector’s answer doesn’t add up',
  'sync-problem.storage': 'this computer’s disk refuses',

  'sync-advice.no-network':
    'There is no network, or the collector’s name can’t be found. Everything is kept, and sent by itself once that works again.',
  'sync-advice.unreachable':
    'The collector doesn’t answer. Everything is kept, and it is tried again by itself.',
  'sync-advice.certificate':
    'The collector’s certificate can’t be trusted, so nothing is sent to it. Everything is kept. Ask your administrator.',
  'sync-advice.busy':
    'The collector has a lot to do or is being repaired. Everything is kept, and it is tried again by itself.',
  'sync-advice.not-a-collector':
    'What answers at this address isn’t a collector. Perhaps the network wants you to log in first. Everything is kept, and it is tried again by itself.',
  'sync-advice.bad-answer':
    'The collector’s answer doesn’t account for everything, so nothing counts as sent. It is tried again by itself; if this stays, ask your administrator.',
  'sync-advice.storage':
    'The data on this computer can’t be read or written at the moment. It is tried again by itself.',

  'sync-connection.none': 'Not connected: nothing leaves this computer.',
  'sync-connection.enrolled': 'Connected',
  'sync-connection.revoked':
    'The access of this computer was taken back. Everything is kept; with a new code it is sent after all.',
  'sync-connection.unknown':
    'The collector doesn’t know this computer any more, perhaps because it was repaired. Everything is kept; with a new code it is sent after all.',
  'sync-connection.erased':
    'On another computer of yours you had everything erased from the collector, so nothing is sent any more. What is on this computer is still here. With a new code you can join again.',
  'sync-connection.token-lost':
    'This system keeps no secrets for programs, so the connection was forgotten at the restart. Everything is kept; with a new code it is sent after all.',

  'enrol-problem.bad-address': 'This isn’t an address. It looks like https://collector.example.com.',
  'enrol-problem.not-secure': 'This address isn’t secure: it has to begin with https://.',
  'enrol-problem.code-unknown': 'The collector doesn’t know this code. Check what you typed.',
  'enrol-problem.code-expired': 'This code is too old. Ask for a new one.',
  'enrol-problem.code-used-up':
    'This code has been used for as many computers as it is for. Ask for a new one.',
  'enrol-problem.too-many-tries': 'That were too many tries. Wait a few minutes, then try again.',
  'enrol-problem.no-network': 'There is no network, or no computer of that name can be found.',
  'enrol-problem.unreachable': 'Nobody answers at this address. Check it, or try again later.',
  'enrol-problem.certificate': 'The certificate of this address can’t be trusted. Ask your administrator.',
  'enrol-problem.busy': 'The collector has a lot to do at the moment. Try again in a few minutes.',
  'enrol-problem.not-a-collector': 'What answers at this address isn’t a collector. Check the address.',
  'enrol-problem.bad-answer': 'The collector’s answer can’t be understood. Ask your administrator.',
  'enrol-problem.storage': 'Not connected: the data on this computer can’t be written at the moment.',

  'team.title': 'Team and sync',
  'team.alone-hint':
    'With a code from your team lead or administrator your answers count for your team, which sees figures of at least five people together, never yours alone.',
  'team.endpoint': 'Address of the collector',
  'team.code': 'Code',
  'team.join': 'Join the team',
  'team.join-again': 'Join again',
  'team.joining': 'Joining…',
  'team.joined': 'This computer belongs to {team} now.',
  'team.will-leave': 'When you join, this leaves your computer',
  'team.leaves-interaction':
    'For each interaction: work day, channel, queue, outcome, rating, solved or not, reasons.',
  'team.leaves-day': 'Your smiley for each day, and your answer to the question of the quarter.',
  'team.leaves-shared':
    'A follow-up or a story only when you share one: your words and the number of that conversation. The number of every rated conversation only if your organisation compares it with customers’ feedback; then this window says so.',
  'team.leaves-never': 'Never: your name, your notes, the time of day, how long it took.',
  'team.leaves-before':
    '{count, plural, =0 {There is nothing from before: you have not answered anything yet.} one {What you answered before too: # entry, of {since, date, medium}.} other {What you answered before too: # entries, since {since, date, medium}.}}',
  'team.leaves-all': 'Everything that you have answered so far, also what has been sent before.',

  'team.invited': 'A link invites you to join a team. Your answers would go to',
  'team.invited-check': 'Join only if you know this address and expected the link.',
  'team.invited-moves': 'So far they go to {host}.',
  'team.invited-code': 'Code: {code}',
  'team.not-now': 'Not now',
  'team.invited-managed':
    'A link invited you to {host}. Your organisation has set where your answers go, so nothing changes.',
  'team.invited-bad': 'A link invited you to a team, but it can’t be used. {why}',

  'team.collector': 'Collector',
  'team.team': 'Team',
  'team.role': 'Your role',
  'team.role-agent': 'Agent',
  'team.role-lead': 'Team lead',
  'team.state': 'State',
  'team.last-sent': 'last sent {at}',
  'team.receiver': 'Your answers go to {host}, as your organisation has set.',
  'team.managed': 'Your organisation has set this. It can’t be changed here.',
  'policy-code.code-unknown':
    'Your administrator’s policy file has a code that the collector doesn’t know. Ask your administrator.',
  'policy-code.code-expired':
    'The code in your administrator’s policy file has expired. Ask your administrator.',
  'policy-code.code-used-up':
    'The code in your administrator’s policy file is used up. Ask your administrator.',
  'team.try-again': 'Try again now',
  'team.memory-only':
    'This system keeps no secrets for programs. When Aftercall ends, the connection is forgotten and you need a new code. Your answers stay.',
  'team.clock':
    'This computer’s clock is {amount} {ahead, select, yes {ahead} other {behind}}. Your answers arrive all the same, but may count for the wrong day.',
  'team.clock-minutes': '{n, plural, one {# minute} other {# minutes}}',
  'team.clock-hours': '{n, plural, one {# hour} other {# hours}}',
  'team.clock-days': '{n, plural, one {# day} other {# days}}',
  'team.customer-comparison':
    'Your organisation compares customers’ feedback with your ratings, as agreed with the works council. So the number of each conversation that you rate leaves this computer too.',
  'team.transfer': 'Another computer of yours',
  'team.transfer-hint': 'With this code it counts as you, not as somebody else.',
  'team.transfer-make': 'Make a code',
  'team.transfer-code': 'Code for your other computer',
  'team.transfer-until': 'Until {until}.',
  'team.leave': 'Disconnect',
  'team.leave-label': 'Leave the team',
  'team.leave-question':
    'Disconnect? From then on nothing is sent, from other computers of yours neither. What was sent stays with the team, what is here stays here. To join again you need a new code.',
  'team.leave-unsent': '{pending, plural, one {# entry} other {# entries}} would stay unsent.',
  'team.stay': 'Stay connected',
  'team.left': 'Disconnected. Nothing leaves this computer.',

  'team.refused': '{refused, plural, one {# entry was} other {# entries were}} refused',
  'team.refused-hint': 'The collector doesn’t take these. They are kept here and hold up nothing else.',
  'team.refused-entry': '{kind}, {day}: {why}',
  'refused.invalid': 'not as the collector expects it',
  'refused.wrong-source': 'sent in the name of another computer',
  'refused.forked': 'the collector has something else for it',
  'refused.other': 'the collector says “{code}”',
  'team.kind':
    '{kind, select, interaction {Interaction} day {Day} pulse {Question of the quarter} other {Entry}}',

  'team.next': 'What leaves, word for word',
  'team.next-hint': 'The next entries, exactly as they are sent. Nothing else is.',
  'team.next-hint-alone':
    'Nothing leaves now. If you joined a team, these entries would be sent first, exactly like this.',
  'team.next-none': 'Everything has been sent; nothing waits.',
  'team.next-none-alone': 'There is nothing yet. An entry appears here once you have answered one.',
  'team.next-more': '{more, plural, one {# more waits} other {# more wait}} after these.',
  'team.next-state': '{state, select, waiting {waits} other {stays here}}',

  'settings.leaves-to': 'Your answers go to {host}. “Team and sync” shows them word for word.',
  'settings.leaves-none-now': 'Nothing at the moment: a new code is needed, see “Team and sync”.',

  'notice.policy-unreadable':
    'The policy file {path} can’t be read ({detail}), so it changes nothing. Ask your administrator.',
  'notice.policy-not-json':
    'The policy file {path} isn’t JSON ({detail}), so it changes nothing. Ask your administrator.',
  'notice.policy-field':
    'The policy file {path} has a mistake in {detail}, so it changes nothing. Ask your administrator.',
  'notice.policy-open-to-others':
    'Others than administrators may change {detail}, so the policy file {path} changes nothing. Ask your administrator.',
} as const satisfies Record<string, string>

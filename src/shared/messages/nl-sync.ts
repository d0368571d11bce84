/** Dutch texts about team and sync. */
import type { enSync } from './en-sync.ts'

export const nlSync = {
  'sync-line.sent': 'Alles verzonden',
  'sync-line.sending': '{pending, plural, one {# onderweg} other {# onderweg}}',
  'sync-line.waiting': '{pending} wachten sinds {since, time, short}, {why}',
  'sync-line.waiting-long': '{pending} wachten sinds {since, date, medium}, {why}',
  'sync-line.needs-code':
    '{pending, plural, =0 {Er is een nieuwe code nodig} one {# wacht, er is een nieuwe code nodig} other {# wachten, er is een nieuwe code nodig}}',
  'sync-line.erased': 'Er wordt niets meer verzonden',
  'sync-line.refused': '{refused} geweigerd',

  'sync-problem.no-network': 'geen netwerk',
  'sync-problem.unreachable': 'de collector antwoordt niet',
  'sync-problem.certificate': 'het certificaat van de collector is niet te vertrouwen',
  'sync-problem.busy': 'de collector heeft het druk',
  'sync-problem.not-a-collector': 'er antwoordt iets anders op het adres',
  'sync-problem.bad-answer': 'het antwoord van de collector klopt niet',
  'sync-problem.storage': 'de schijf van deze computer weigert',

  'sync-advice.no-network':
    'Er is geen netwerk, of de naam van de collector is niet te vinden. Alles blijft bewaard en wordt vanzelf verzonden zodra dat weer kan.',
  'sync-advice.unreachable':
    'De collector antwoordt niet. Alles blijft bewaard en het wordt vanzelf opnieuw geprobeerd.',
  'sync-advice.certificate':
    'Het certificaat van de collector is niet te vertrouwen, daarom wordt er niets naartoe gestuurd. Alles blijft bewaard. Vraag het je beheerder.',
  'sync-advice.busy':
    'De collector heeft het druk of wordt hersteld. Alles blijft bewaard en het wordt vanzelf opnieuw geprobeerd.',
  'sync-advice.not-a-collector':
    'Wat op dit adres antwoordt, is geen collector. Misschien wil het netwerk dat je eerst inlogt. Alles blijft bewaard en het wordt vanzelf opnieuw geprobeerd.',
  'sync-advice.bad-answer':
    'Het antwoord van de collector verantwoordt niet alles, dus niets telt als verzonden. Het wordt vanzelf opnieuw geprobeerd; vraag het je beheerder als dit zo blijft.',
  'sync-advice.storage':
    'De gegevens op deze computer kunnen nu niet worden gelezen of geschreven. Het wordt vanzelf opnieuw geprobeerd.',

  'sync-connection.none': 'Niet verbonden: er verlaat niets deze computer.',
  'sync-connection.enrolled': 'Verbonden',
  'sync-connection.revoked':
    'De toegang van deze computer is ingetrokken. Alles blijft bewaard; met een nieuwe code wordt het alsnog verzonden.',
  'sync-connection.unknown':
    'De collector kent deze computer niet meer, misschien omdat hij is hersteld. Alles blijft bewaard; met een nieuwe code wordt het alsnog verzonden.',
  'sync-connection.erased':
    'Op een andere computer van jou heb je alles van de collector laten wissen, daarom wordt er niets meer verzonden. Wat op deze computer staat, is er nog. Met een nieuwe code kun je opnieuw meedoen.',
  'sync-connection.token-lost':
    'Dit systeem bewaart geen geheimen voor programma’s, daarom is de verbinding bij de herstart vergeten. Alles blijft bewaard; met een nieuwe code wordt het alsnog verzonden.',

  'enrol-problem.bad-address': 'Dit is geen adres. Het ziet eruit als https://collector.example.com.',
  'enrol-problem.not-secure': 'Dit adres is niet veilig: het moet met https:// beginnen.',
  'enrol-problem.code-unknown': 'De collector kent deze code niet. Kijk na wat je hebt getypt.',
  'enrol-problem.code-expired': 'Deze code is te oud. Vraag om een nieuwe.',
  'enrol-problem.code-used-up':
    'Deze code is al gebruikt voor het aantal computers waarvoor hij is. Vraag om een nieuwe.',
  'enrol-problem.too-many-tries':
    'Dat waren te veel pogingen. Wacht een paar minuten en probeer het opnieuw.',
  'enrol-problem.no-network': 'Er is geen netwerk, of er is geen computer met die naam te vinden.',
  'enrol-problem.unreachable': 'Niemand antwoordt op dit adres. Kijk het na, of probeer het later opnieuw.',
  'enrol-problem.certificate': 'Het certificaat van dit adres is niet te vertrouwen. Vraag het je beheerder.',
  'enrol-problem.busy': 'De collector heeft het nu druk. Probeer het over een paar minuten opnieuw.',
  'enrol-problem.not-a-collector': 'Wat op dit adres antwoordt, is geen collector. Kijk het adres na.',
  'enrol-problem.bad-answer': 'Het antwoord van de collector is niet te begrijpen. Vraag het je beheerder.',
  'enrol-problem.storage': 'Niet verbonden: de gegevens op deze computer kunnen nu niet worden geschreven.',

  'team.title': 'Team en verzenden',
  'team.alone-hint':
    'Met een code van je teamleider of beheerder tellen je antwoorden mee voor je team, dat cijfers van minstens vijf mensen samen ziet, nooit die van jou apart.',
  'team.endpoint': 'Adres van de collector',
  'team.code': 'Code',
  'team.join': 'Meedoen met het team',
  'team.join-again': 'Opnieuw meedoen',
  'team.joining': 'Bezig…',
  'team.joined': 'Deze computer hoort nu bij {team}.',
  'team.will-leave': 'Als je meedoet, verlaat dit je computer',
  'team.leaves-interaction':
    'Van elk contact: werkdag, kanaal, wachtrij, uitkomst, beoordeling, opgelost of niet, redenen.',
  'team.leaves-day': 'Je smiley van elke dag, en je antwoord op de vraag van het kwartaal.',
  'team.leaves-shared':
    'Een opvolging of een verhaal alleen als je er een deelt: je woorden en het nummer van dat gesprek. Het nummer van elk beoordeeld gesprek alleen als je organisatie het vergelijkt met wat klanten zeggen; dan staat dat in dit venster.',
  'team.leaves-never': 'Nooit: je naam, je notities, het tijdstip, hoelang het duurde.',
  'team.leaves-before':
    '{count, plural, =0 {Van eerder is er niets: je hebt nog niets beantwoord.} one {Ook wat je eerder hebt beantwoord: # invoer, van {since, date, medium}.} other {Ook wat je eerder hebt beantwoord: # invoeren, sinds {since, date, medium}.}}',
  'team.leaves-all': 'Alles wat je tot nu toe hebt beantwoord, ook wat al is verzonden.',

  'team.invited': 'Een link nodigt je uit voor een team. Je antwoorden zouden gaan naar',
  'team.invited-check': 'Doe alleen mee als je dit adres kent en de link verwachtte.',
  'team.invited-moves': 'Tot nu toe gaan ze naar {host}.',
  'team.invited-code': 'Code: {code}',
  'team.not-now': 'Niet nu',
  'team.invited-managed':
    'Een link nodigde je uit voor {host}. Je organisatie heeft bepaald waar je antwoorden heen gaan, dus er verandert niets.',
  'team.invited-bad': 'Een link nodigde je uit voor een team, maar is niet te gebruiken. {why}',

  'team.collector': 'Collector',
  'team.team': 'Team',
  'team.role': 'Je rol',
  'team.role-agent': 'Medewerker',
  'team.role-lead': 'Teamleider',
  'team.state': 'Stand',
  'team.last-sent': 'laatst verzonden {at}',
  'team.receiver': 'Je antwoorden gaan naar {host}, zoals je organisatie heeft bepaald.',
  'team.managed': 'Je organisatie heeft dit bepaald. Het kan hier niet worden gewijzigd.',
  'policy-code.code-unknown':
    'In het beleidsbestand van je beheerder staat een code die de collector niet kent. Vraag het je beheerder.',
  'policy-code.code-expired':
    'De code in het beleidsbestand van je beheerder is verlopen. Vraag het je beheerder.',
  'policy-code.code-used-up':
    'De code in het beleidsbestand van je beheerder is al gebruikt voor het aantal computers waarvoor hij is. Vraag het je beheerder.',
  'team.try-again': 'Nu opnieuw proberen',
  'team.memory-only':
    'Dit systeem bewaart geen geheimen voor programma’s. Als Aftercall stopt, wordt de verbinding vergeten en heb je een nieuwe code nodig. Je antwoorden blijven.',
  'team.clock':
    'De klok van deze computer loopt {amount} {ahead, select, yes {voor} other {achter}}. Je antwoorden komen toch aan, maar tellen misschien voor de verkeerde dag.',
  'team.clock-minutes': '{n, plural, one {# minuut} other {# minuten}}',
  'team.clock-hours': '{n, plural, one {# uur} other {# uur}}',
  'team.clock-days': '{n, plural, one {# dag} other {# dagen}}',
  'team.customer-comparison':
    'Je organisatie vergelijkt wat klanten zeggen met je beoordelingen, zoals afgesproken met de ondernemingsraad. Daarom verlaat ook het nummer van elk gesprek dat je beoordeelt deze computer.',
  'team.transfer': 'Een andere computer van jou',
  'team.transfer-hint': 'Met deze code telt die als jou, niet als iemand anders.',
  'team.transfer-make': 'Code maken',
  'team.transfer-code': 'Code voor je andere computer',
  'team.transfer-until': 'Tot {until}.',
  'team.leave': 'Verbinding verbreken',
  'team.leave-label': 'Het team verlaten',
  'team.leave-question':
    'De verbinding verbreken? Vanaf dan wordt er niets verzonden, ook niet vanaf andere computers van jou. Wat verzonden is, blijft bij het team; wat hier staat, blijft hier. Om opnieuw mee te doen heb je een nieuwe code nodig.',
  'team.leave-unsent': '{pending, plural, one {# invoer blijft} other {# invoeren blijven}} dan onverzonden.',
  'team.stay': 'Verbonden blijven',
  'team.left': 'Verbinding verbroken. Er verlaat niets deze computer.',

  'team.refused': '{refused, plural, one {# invoer is} other {# invoeren zijn}} geweigerd',
  'team.refused-hint': 'De collector neemt deze niet aan. Ze blijven hier bewaard en houden niets anders op.',
  'team.refused-entry': '{kind}, {day}: {why}',
  'refused.invalid': 'niet zoals de collector het verwacht',
  'refused.wrong-source': 'verzonden uit naam van een andere computer',
  'refused.forked': 'de collector heeft er iets anders voor',
  'refused.other': 'de collector zegt “{code}”',
  'team.kind':
    '{kind, select, interaction {Contact} day {Dag} pulse {Vraag van het kwartaal} other {Invoer}}',

  'team.next': 'Wat er weggaat, woord voor woord',
  'team.next-hint': 'De volgende invoeren, precies zoals ze worden verzonden. Verder niets.',
  'team.next-hint-alone':
    'Nu gaat er niets weg. Als je meedoet met een team, worden deze invoeren het eerst verzonden, precies zo.',
  'team.next-none': 'Alles is verzonden; er wacht niets.',
  'team.next-none-alone': 'Er is nog niets. Zodra je iets hebt beantwoord, staat het hier.',
  'team.next-more': '{more, plural, one {Daarna wacht er nog #} other {Daarna wachten er nog #}}.',
  'team.next-state': '{state, select, waiting {wacht} other {blijft hier}}',

  'settings.leaves-to': 'Je antwoorden gaan naar {host}. Bij “Team en verzenden” staan ze woord voor woord.',
  'settings.leaves-none-now': 'Op dit moment niets: er is een nieuwe code nodig, zie “Team en verzenden”.',

  'notice.policy-unreadable':
    'Het beleidsbestand {path} kan niet worden gelezen ({detail}), dus het verandert niets. Vraag het je beheerder.',
  'notice.policy-not-json':
    'Het beleidsbestand {path} is geen JSON ({detail}), dus het verandert niets. Vraag het je beheerder.',
  'notice.policy-field':
    'In het beleidsbestand {path} klopt {detail} niet, dus het verandert niets. Vraag het je beheerder.',
  'notice.policy-open-to-others':
    'Anderen dan beheerders kunnen {detail} wijzigen, dus het beleidsbestand {path} verandert niets. Vraag het je beheerder.',
} as const satisfies Record<keyof typeof enSync, string>

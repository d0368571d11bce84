/** Dutch texts of the team window. */
import type { enTeam } from './en-team.ts'

export const nlTeam = {
  'window.team': 'Team',

  'board.subtitle': 'Cijfers van het team als geheel: geen namen, geen ranglijst.',
  'board.loading': 'Ophalen…',
  'board.no-team': 'Deze computer zit niet in een team, dus hier is niets te zien.',
  'board.to-settings': 'Bij een team komen kan in de instellingen',
  'board.nothing-yet': 'Er is nog niets van de collector opgehaald.',
  'board.refresh': 'Vernieuwen',
  'board.refreshing': 'Vernieuwen…',
  'board.refreshed': 'Vernieuwd',
  'board.age':
    '{unit, select, minutes {{n, plural, one {Stand van # minuut geleden} other {Stand van # minuten geleden}}} hours {{n, plural, one {Stand van # uur geleden} other {Stand van # uur geleden}}} days {{n, plural, one {Stand van # dag geleden} other {Stand van # dagen geleden}}} other {Stand van zojuist}}',
  'board.stale': 'Niet vernieuwd: {why}. Je ziet wat het laatst is opgehaald.',
  'board.never-fetched': 'Er kon niets worden opgehaald: {why}.',
  'board.not-changed': 'Er is niets gewijzigd: {why}.',
  'board.why-not-enrolled': 'de collector kent deze computer niet meer',
  'board.why-gone': 'de medewerker heeft het teruggenomen, of het is te oud',
  'board.closed-to': 'Dagen tot en met {day}. Latere zijn nog open: een smiley kan dagen later nog komen.',
  'board.closed-none': 'Er is nog geen dag afgesloten. Dat gebeurt vier dagen na het einde van een werkdag.',
  'board.rules':
    'Een cijfer gaat altijd over minstens {threshold} mensen. Wat over minder mensen gaat, of uit andere cijfers af te leiden is, krijgt niemand te zien. Cijfers naast elkaar kunnen dus over andere dagen gaan, en een kruisje in een grafiek staat voor een cijfer dat niet getoond wordt.',
  'board.sections': 'Onderdelen van het teamvenster',

  'board.tab-figures': 'Cijfers',
  'board.tab-mood': 'Stemmingskalender',
  'board.tab-parts': 'Kanalen en wachtrijen',
  'board.tab-signal': 'Vroeg signaal',
  'board.tab-signal-on': 'Vroeg signaal: kijk',
  'board.tab-follow-ups': 'Opvolging',
  'board.tab-follow-ups-open': 'Opvolging: {n} open',
  'board.tab-stories': 'Verhalen',
  'board.tab-customers': 'Klant naast medewerker',
  'board.tab-promoters': 'eNPS en NPS',
  'board.tab-week': 'De week',

  'board.by': 'Cijfers per',
  'board.by-day': 'Dag',
  'board.by-week': 'Week',
  'board.by-month': 'Maand',
  'board.by-quarter': 'Kwartaal',
  'board.window-week': 'Week {week} ({from} – {to})',
  'board.window-week-inside': 'week {week}',
  'board.window-week-short': 'wk {week}',
  'board.window-quarter': 'Q{quarter} {year}',

  'board.solved': 'Opgelost',
  'board.solved-hint': 'Van de antwoorden op “Opgelost?” het deel dat ja zegt.',
  'board.rating': 'Beoordeling',
  'board.rating-hint': 'Hoe het team de eigen contacten beoordeelt, van 1 tot 5. Niet wat klanten zeggen.',
  'board.smiley': 'Fijne dagen',
  'board.smiley-hint': 'Van de smileys aan het einde van de dag het deel dat blij is.',
  'board.band-hint': 'In de band ligt de werkelijke waarde met 95% zekerheid.',
  'board.chart': '{measure}, {from} tot en met {to}',
  'board.explore': 'Kies een moment',
  'board.mean': '{mean} van 5',
  'board.mean-range': '{low} tot {high} van 5',
  'board.nearly-all': 'bijna alle ({low} tot {high})',
  'board.hardly-any': 'bijna geen ({low} tot {high})',
  'board.range': '{low} tot {high}',
  'board.alike':
    'Waar alle antwoorden op hoogstens één na gelijk waren, wordt alleen dat verteld; daarom staat hier een bereik en geen getal.',
  'board.interval': 'Tussen {low} en {high} met 95% zekerheid',
  'board.value-interval': '{value}, {low} tot {high} met 95% zekerheid',
  'board.no-interval': 'Te weinig antwoorden om te zeggen hoe zeker dat is',
  'board.n-solved': '{n, plural, one {# antwoord} other {# antwoorden}}',
  'board.n-rating': '{n, plural, one {# beoordeling} other {# beoordelingen}}',
  'board.n-smiley': '{n, plural, one {# smiley} other {# smileys}}',
  'board.completion': '{share} van {n, plural, one {# contact} other {# contacten}} beoordeeld',
  'board.no-completion': 'hoeveel er zijn beoordeeld kan niet worden getoond',
  'board.left': '{left, plural, one {# werkdag zit er niet in} other {# werkdagen zitten er niet in}}',
  'board.hidden':
    'Niet getoond: minder dan {threshold} mensen gaven antwoord, of het is uit andere cijfers af te leiden.',
  'board.hidden-short': 'niet getoond',
  'board.nothing': 'Nog geen werkdagen met cijfers.',
  'board.up': 'Duidelijk hoger dan {before}: {change}',
  'board.down': 'Duidelijk lager dan {before}: {change}',
  'board.unclear': 'Niet duidelijk anders dan {before}: {change}',
  'board.change-interval': '{value} ({low} tot {high})',
  'board.points': '{points} procentpunt',
  'board.no-before': 'Er is niets van daarvoor om het mee te vergelijken.',
  'board.not-compared': 'Niet vergeleken met {before}, want een van de twee kan niet worden getoond.',

  'board.col-window': 'Wanneer',
  'board.col-value': 'Waarde',
  'board.col-interval': '95%-interval',
  'board.col-n': 'Antwoorden',
  'board.col-completion': 'Beoordeeld',
  'board.col-left': 'Dagen er niet in',

  'board.mood': 'De dagen van het team',
  'board.mood-hint': 'Het getal is het percentage blije smileys; de tint zegt hetzelfde.',
  'board.mood-counts':
    '{shown, plural, one {# dag getoond} other {# dagen getoond}}, {hidden, plural, one {# verborgen} other {# verborgen}}',
  'board.mood-day': '{day}: {words}',
  'board.mood-legend-hidden': 'Gearceerd, met een kruisje: niet getoond',
  'board.mood-legend-open': 'Leeg: geen werkdag, of nog niet afgesloten',
  'board.mood-legend-alike': '≥ of ≤: bijna gelijk, dus alleen een grens',
  'board.mood-happy': '{share} blij',
  'board.mood-none': 'geen werkdag',
  'board.mood-open': 'nog niet afgesloten',

  'board.parts-window': 'Maand of kwartaal',
  'board.parts-channels': 'Per kanaal',
  'board.parts-queues': 'Per wachtrij',
  'board.parts-hint':
    'De balk is het cijfer, de lijn eronder het 95%-interval. De meeste antwoorden bovenaan; verder zegt de volgorde niets.',
  'board.parts-channels-none':
    'Per kanaal kan het hier niet worden verteld: een deel zou over te weinig mensen gaan, of af te leiden zijn.',
  'board.parts-queues-none':
    'Per wachtrij kan het hier niet worden verteld: een deel zou over te weinig mensen gaan, of af te leiden zijn.',
  'board.parts-nothing':
    'Kanalen en wachtrijen zijn er per maand en per kwartaal. Er is nog geen maand afgesloten.',
  'board.part-other': 'Overige',
  'board.part-none': 'Zonder wachtrij',
  'board.part-other-explained':
    '“Overige” is alles wat op zichzelf over te weinig mensen zou gaan, bij elkaar.',
  'board.col-part': 'Onderdeel',

  'board.signal-hint':
    'Kijkt naar het cijfer per dag van het hele team, en zegt het als dat lager blijft dan voor dit team gewoon is. Over één persoon kan het niets zeggen.',
  'board.signal-smiley': 'Fijne dagen',
  'board.signal-rating': 'Beoordeling',
  'board.signal-learning':
    'Leert nog wat gewoon is: {days} van {needed} dagen met een cijfer tot nu toe. Dagen die niet getoond kunnen worden tellen niet mee.',
  'board.signal-quiet': 'Zoals gewoonlijk.',
  'board.signal-on': 'Lager dan gewoonlijk sinds {since}.',
  'board.signal-on-smiley': 'Het deel fijne dagen van het team is lager dan gewoonlijk sinds {since}.',
  'board.signal-on-rating': 'De beoordelingen van het team zijn lager dan gewoonlijk sinds {since}.',
  'board.signal-do':
    'Praat met het team: wat is er veranderd, en wat zou helpen? Zoek niet uit wie het is; het cijfer is van iedereen.',
  'board.signal-rate':
    'Als er niets veranderd is, geeft een lijn ongeveer eens in de {days} werkdagen een signaal. Dagen na elkaar lijken op elkaar, en dan is het al gauw twee keer zo vaak. Een signaal is dus een reden om te vragen, nooit een bewijs.',
  'board.signal-newest': 'Tot en met {day}',
  'board.signal-chart': 'Gemiddelde van de laatste dagen, {from} tot en met {to}, naast de grens',
  'board.signal-point': '{day}: {value}, grens {limit}',
  'board.signal-point-low': '{day}: {value}, onder de grens {limit}',
  'board.col-average': 'Gemiddelde',
  'board.col-limit': 'Grens',
  'board.col-signal': 'Signaal',
  'board.signal-unit':
    '0 is gewoon; de eenheid is hoeveel een dag gewoonlijk afwijkt. Recente dagen tellen het meest, de streepjeslijn is de grens.',

  'board.follow-ups-hint':
    'Hierom vroegen medewerkers: iemand moet deze klant nog eens spreken. Met de pijltjestoetsen ga je van de een naar de ander.',
  'board.follow-ups-open': 'Open ({n})',
  'board.follow-ups-done': 'Gedaan ({n})',
  'board.follow-ups-not-needed': 'Niet nodig ({n})',
  'board.follow-ups-state': 'Toon',
  'board.follow-ups-none-open': 'Er staat niets open. Nieuwe komen hier zodra een medewerker erom vraagt.',
  'board.follow-ups-none-done': 'Er is er nog geen gedaan.',
  'board.follow-ups-none-not-needed': 'Er is er geen terzijde gelegd.',
  'board.follow-ups-more':
    '{more, plural, one {# oudere wordt niet getoond} other {# oudere worden niet getoond}}',
  'board.follow-ups-by': 'Gedaan door',
  'board.follow-ups-by-hint':
    'Gaat mee met “gedaan” en “niet nodig”, en de medewerker ziet het. Mag leeg blijven.',
  'board.follow-up-label': '{channel}, {day}',
  'board.follow-up-label-queue': '{channel}, {queue}, {day}',
  'board.follow-up-no-words': 'Zonder woorden.',
  'board.follow-up-no-id': 'Zonder nummer van het telefoon- of chatsysteem.',
  'board.follow-up-done': 'Gedaan',
  'board.follow-up-not-needed': 'Niet nodig',
  'board.follow-up-open': 'Weer open',
  'board.follow-up-busy': 'Opslaan…',
  'board.follow-up-saved': 'Opgeslagen: {state}',
  'board.follow-up-on': '{state} op {day}',
  'board.follow-up-on-by': '{state} op {day} door {by}',
  'board.copy': 'Kopieer {id}',
  'board.copy-short': 'Kopieer',
  'board.copied': 'Gekopieerd',
  'board.copy-failed': 'Kopiëren lukte niet: het is nu geselecteerd, druk op Ctrl+C',

  'board.stories-hint': 'Wat collega’s deelden over een goed contact. Om voor te lezen.',
  'board.stories-none':
    'Nog geen verhalen. Na het beoordelen kan een medewerker één regel over een goed contact delen.',
  'board.stories-more':
    '{more, plural, one {# ouder verhaal wordt niet getoond} other {# oudere verhalen worden niet getoond}}',
  'board.spotlight': 'In de schijnwerpers',
  'board.spotlight-until': 'Op elke widget van het team tot en met {day}',
  'board.spotlight-put': 'In de schijnwerpers zetten',
  'board.spotlight-put-label': 'In de schijnwerpers zetten: {story}',
  'board.spotlight-end': 'Schijnwerpers uit',
  'board.spotlight-on': 'Staat nu in de schijnwerpers',
  'board.spotlight-ended': 'De schijnwerpers zijn uit',

  'board.customers-hint':
    'Wat medewerkers zelf gaven naast wat klanten over dezelfde contacten antwoordden. De twee worden nooit tot één score samengevoegd.',
  'board.customers-off':
    'Uitgeschakeld. Hiervoor is een afspraak met de ondernemingsraad nodig; een beheerder legt die vast in het beleid.',
  'board.customers-agreed': 'De ondernemingsraad stemde in op {day}.',
  'board.customers-mapping':
    'Antwoorden van klanten worden in een rechte lijn op 1 tot 5 gezet: van 0 tot 10 is dat 0–1, 2–3, 4–6, 7–8 en 9–10.',
  'board.customers-none': 'Er is nog niets: er is nog geen kwartaal met antwoorden van klanten afgesloten.',
  'board.customers-too-few':
    'Niet getoond voor {quarter}: er zijn minstens 100 paren nodig van een beoordeling en een antwoord van de klant, van genoeg mensen, waaruit niets over één persoon is af te leiden.',
  'board.customers-pairs': '{quarter}, {pairs} paren of iets meer',
  'board.customers-same': 'In {share} van de contacten gaven medewerker en klant dezelfde score.',
  'board.customers-adjacent': 'In {share} scheelde het hoogstens één stap.',
  'board.customers-higher': 'Medewerkers geven gemiddeld {bias} punt meer dan klanten.',
  'board.customers-lower': 'Medewerkers geven gemiddeld {bias} punt minder dan klanten.',
  'board.customers-level': 'Gemiddeld geven medewerkers hetzelfde als klanten.',
  'board.customers-limits':
    'In 95 van de 100 contacten ligt de score van de medewerker tussen {low} en {high} punt van die van de klant.',
  'board.customers-kappa':
    'Overeenstemming boven toeval (gewogen kappa): {kappa}. 0 is wat toeval geeft, 1 is volledig eens.',
  'board.customers-no-kappa': 'Overeenstemming boven toeval is niet te zeggen: alle scores zijn gelijk.',
  'board.customers-rank': 'Hoe gelijk de volgorde is, los van de hoogte (Spearman): {rank}.',
  'board.customers-blind':
    'Blinde vlekken: van de contacten die medewerkers goed vonden, had {share} een klant die ons eerder zou afraden (tussen {low} en {high} met 95% zekerheid).',
  'board.customers-no-blind':
    'Blinde vlekken zijn niet te zeggen: te weinig mensen hebben contacten die goed werden gevonden.',
  'board.customers-chart': 'Medewerker min klant, in punten',
  'board.customers-zero': 'gelijk',
  'board.customers-agents': 'medewerker hoger',
  'board.customers-customers': 'klant hoger',
  'board.customers-table': 'Per kwartaal',
  'board.col-quarter': 'Kwartaal',
  'board.col-pairs': 'Paren',
  'board.col-exact': 'Zelfde score',
  'board.col-adjacent': 'Hoogstens één verschil',
  'board.col-bias': 'Verschil',
  'board.col-limits': '95 van 100',
  'board.col-kappa': 'Kappa',
  'board.col-blind': 'Blinde vlekken',

  'board.promoters': 'Zou je ons aanbevelen?',
  'board.promoters-hint':
    'Percentage 9 en 10 min percentage 0 tot en met 6, van medewerkers (eNPS) en van klanten (NPS), elk met het 95%-interval. Antwoorden van klanten zijn die over beoordeelde contacten, geteld in stappen van vijf, vanaf 30. Twee lijnen naast elkaar; de ene verklaart de andere niet.',
  'board.promoters-none': 'Er is nog geen kwartaal afgesloten waarin de vraag is gesteld.',
  'board.promoters-no-customers':
    'Scores van klanten staan uit: voor de vergelijking met klanten is een afspraak met de ondernemingsraad nodig.',
  'board.employees': 'Medewerkers (eNPS)',
  'board.customers': 'Klanten (NPS)',
  'board.score': '{value} ({low} tot {high}), {n, plural, one {# antwoord} other {# antwoorden}}',
  'board.score-range':
    'tussen {from} en {to} ({low} tot {high}), {n, plural, one {# antwoord} other {# antwoorden}}',
  'board.score-hidden': 'niet getoond: te weinig mensen',
  'board.score-none': 'geen antwoorden',
  'board.promoters-point': '{quarter}: medewerkers {employees}; klanten {customers}',
  'board.promoters-chart': 'eNPS en NPS per kwartaal, {from} tot en met {to}',
  'board.promoters-mark-employees': 'Rond, doorlopende lijn: medewerkers',
  'board.promoters-mark-customers': 'Vierkant, streepjeslijn: klanten',
  'board.promoters-mark-hidden': 'Klein kruisje: niet getoond, te weinig mensen',

  'board.lag': 'Gaan fijne dagen en scores van klanten samen op en neer?',
  'board.lag-hint':
    'Vergelijkt hoe de fijne dagen van het team van maand tot maand veranderen met hoe scores van klanten dat doen, op elke afstand tot acht maanden in beide richtingen. De vraag per kwartaal heeft hiervoor te weinig punten.',
  'board.lag-too-few':
    'Er zijn {needed} maanden met beide cijfers nodig. Tot nu toe {months, plural, =0 {is er geen} one {is er één} other {zijn er #}}. Met minder lijken lijnen die niets met elkaar te maken hebben al gauw op elkaar.',
  'board.lag-no-steps':
    'Er zijn {months} maanden met beide cijfers, maar door gaten of een lijn die nooit verandert is er te weinig te vergelijken.',
  'board.lag-outside':
    'Veranderingen gaan meer samen dan bij lijnen die niets met elkaar te maken hebben, op: {lags}. Dat is wat samengaat; het zegt niet waarom.',
  'board.lag-inside':
    'Op geen enkele afstand gaan veranderingen meer samen dan bij lijnen die niets met elkaar te maken hebben.',
  'board.lag-band':
    'Lijnen die niets met elkaar te maken hebben blijven op alle afstanden in 95 van de 100 gevallen binnen ±{band}. Gemaakt van {months} maanden.',
  'board.lag-ahead': '{n, plural, one {fijne dagen één maand eerder} other {fijne dagen # maanden eerder}}',
  'board.lag-behind': '{n, plural, one {fijne dagen één maand later} other {fijne dagen # maanden later}}',
  'board.lag-same': 'dezelfde maand',
  'board.lag-point': '{lag}: {r}',
  'board.lag-chart': 'Samenhang op elke afstand in maanden',
  'board.lag-explore': 'Kies een afstand',
  'board.col-lag': 'Afstand',
  'board.col-r': 'Samenhang',

  'board.week-none':
    'Er is nog geen week van dit team afgesloten. De eerste komt hier een paar dagen na het einde ervan.',
  'board.week-of': 'De week van {team}',
  'board.week-figures': 'In cijfers',
  'board.week-stories': 'Verhalen van de week',
  'board.week-no-stories': 'Deze week zijn er geen verhalen gedeeld.',
  'board.week-follow-ups':
    '{asked, plural, =0 {Niemand vroeg om opvolging.} one {Er werd één keer om opvolging gevraagd} other {Er werd # keer om opvolging gevraagd}}{asked, plural, =0 {} other {{settled, plural, =0 {; er is nog niets afgehandeld.} one {; één is afgehandeld.} other {; # zijn afgehandeld.}}}}',
  'board.week-follow-ups-title': 'Opvolging',
  'board.week-pulse': 'Zouden we werken hier aanbevelen?',
  'board.week-pulse-score': 'eNPS van {quarter}: {words}',
  'board.week-made-of':
    'Sommen van minstens {threshold} mensen. Niemand kan eraan zien wie wat antwoordde, of wie er antwoordde.',
  'board.week-lead-sees':
    'Wat je teamleider meer ziet dan dit: dezelfde cijfers per dag, maand en kwartaal, per kanaal en wachtrij, een vroeg signaal over het team, de antwoorden op de vraag van het kwartaal van alle kwartalen, de opvolging waar jij en anderen om vroegen en, als de ondernemingsraad daarmee instemde, wat klanten antwoordden naast de beoordelingen van het team. Nooit de beoordelingen, smileys of notities van een persoon.',
  'board.export': 'Voor aan de muur',
  'board.export-csv': 'Opslaan als CSV',
  'board.export-pdf': 'Opslaan als pdf',
  'board.export-png': 'Opslaan als plaatje',
  'board.exported': 'Opgeslagen: {path}',
  'board.export-failed': 'Kon niet worden opgeslagen: {path}',
  'board.export-refused': 'Niet opgeslagen: {why}.',
} as const satisfies Record<keyof typeof enTeam, string>

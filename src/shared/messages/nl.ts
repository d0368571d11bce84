/** The Dutch catalogue. */
import type { MessageKey } from './en.ts'
import { nlOwn } from './nl-own.ts'
import { nlSync } from './nl-sync.ts'
import { nlTeam } from './nl-team.ts'
import { nlWindows } from './nl-windows.ts'

export const nl = {
  'app.name': 'Aftercall',

  'rating.1': 'Heel slecht',
  'rating.2': 'Slecht',
  'rating.3': 'Gaat wel',
  'rating.4': 'Goed',
  'rating.5': 'Heel goed',

  'smiley.happy': 'Blij',
  'smiley.neutral': 'Gaat wel',
  'smiley.sad': 'Verdrietig',

  'tray.tooltip':
    '{waiting, plural, =0 {Aftercall} one {Aftercall: # contact te beoordelen} other {Aftercall: # contacten te beoordelen}}',
  'tray.tooltip-paused': 'Aftercall: gepauzeerd tot {until, time, short}',
  'tray.waiting':
    '{waiting, plural, one {# wachtend contact beoordelen} other {# wachtende contacten beoordelen}}',
  'tray.open': 'Aftercall openen',
  'tray.rate': 'Een contact beoordelen',
  'tray.day': 'Hoe was je dag?',
  'tray.day-done': 'Je dag is opgeslagen',
  'tray.summary': 'Mijn overzicht',
  'tray.team': 'Team',
  'tray.settings': 'Instellingen',
  'tray.pause': 'Pauzeren',
  'tray.pause-30-minutes': '30 minuten',
  'tray.pause-1-hour': '1 uur',
  'tray.pause-tomorrow': 'Tot morgen',
  'tray.resume': 'Hervatten (gepauzeerd tot {until, time, short})',
  'tray.quit': 'Aftercall afsluiten',

  'native.quit-kept': 'Een antwoord kon nog niet worden opgeslagen. Als je nu afsluit, gaat het verloren.',
  'native.save-own': 'Waar wil je je gegevens opslaan?',
  'native.save-team': 'Waar wil je de cijfers van het team opslaan?',
  'native.stay': 'Aftercall open houden',
  'native.quit-anyway': 'Toch afsluiten',
  'window.prompt': 'Een contact beoordelen',
  'window.day': 'Hoe was je dag?',
  'window.panel': 'Aftercall',
  'window.summary': 'Mijn overzicht',
  'window.settings': 'Instellingen',

  'startup.newer-schema':
    'Je gegevens zijn geschreven door een nieuwere versie van Aftercall. Installeer die versie; er is niets gewijzigd. De gegevens staan in {path}.',
  'startup.network-path':
    'Aftercall bewaart zijn gegevens op deze computer en kan de netwerkmap {path} niet gebruiken. Kies een lokale map met --user-data-dir.',
  'startup.read-only':
    'Aftercall kan niet schrijven in {path}. Vraag je beheerder om schrijfrechten voor deze map; er is niets gewijzigd.',
  'startup.disk-full':
    'De schijf met {path} is vol. Maak ruimte vrij en start Aftercall opnieuw; er is niets verloren.',
  'startup.locked':
    'Een ander programma gebruikt de gegevens in {path}. Sluit dat af en start Aftercall opnieuw.',
  'startup.corrupt':
    'De gegevens in {path} konden niet worden gelezen of hersteld. De bestanden zijn bewaard. Vraag je beheerder om hulp.',
  'startup.wrong-runtime':
    'Aftercall is gestart met een versie van Node die de database niet kan laden. Start het met npm start.',
  'startup.io':
    'De gegevens in {path} konden niet worden geopend. Controleer de schijf en start Aftercall opnieuw; er is niets gewijzigd.',

  'notice.recovered-from-backup':
    'Je gegevens waren beschadigd en zijn hersteld uit de back-up van {date, date, medium}; {salvaged, plural, one {# nieuwere invoer is} other {# nieuwere invoeren zijn}} ook gered. {unreadable, plural, =0 {} one {# invoer kon niet worden gelezen. } other {# invoeren konden niet worden gelezen. }}{movedTo, select, none {} other {De beschadigde bestanden worden bewaard in {movedTo}.}}',
  'notice.started-empty':
    'Je gegevens waren beschadigd en er was geen back-up; {salvaged, plural, one {# invoer is} other {# invoeren zijn}} gered. {unreadable, plural, =0 {} one {# invoer kon niet worden gelezen. } other {# invoeren konden niet worden gelezen. }}{movedTo, select, none {} other {De beschadigde bestanden worden bewaard in {movedTo}.}}',
  'notice.disk-full': 'De schijf is vol. Je laatste antwoord wordt bewaard en opgeslagen zodra er ruimte is.',
  'notice.read-only':
    'In de gegevensmap kan niet worden geschreven. Je laatste antwoord wordt bewaard en opgeslagen zodra dat weer kan.',
  'notice.storage':
    'Je laatste antwoord kon nog niet worden opgeslagen. Het wordt bewaard en opnieuw geprobeerd.',
  'notice.shortcut-taken': 'De sneltoets {accelerator} wordt door een ander programma gebruikt.',
  'notice.no-tray':
    'Er is hier geen systeemvak. Start Aftercall opnieuw of gebruik de sneltoets om het te openen.',

  ...nlWindows,
  ...nlSync,
  ...nlOwn,
  ...nlTeam,
} as const satisfies Record<MessageKey, string>

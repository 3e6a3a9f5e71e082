import { Option } from 'commander';

/** Written out once more, so that `--help` need not load the library; a test keeps the two equal. */
export const CALENDAR_OPTIONS = ['24/7', 'us-equity', 'forex'] as const;
export type CalendarOption = (typeof CALENDAR_OPTIONS)[number];

export const calendar = (what: string) => new Option('--calendar <name>', what).choices(CALENDAR_OPTIONS);

/** The part of nianbao.yaml that says who is notified of what: channels, rules, and the feed. */
import { z } from 'zod';

/** Changes that a rule or the feed may ask for; `cosmetic` is no news. */
export const NEWS_CHANGES = [
  'first_seen',
  'figures_revised',
  'text_revised',
  'moved',
  'renamed',
  'withdrawn',
  'restored',
] as const;

export const EVENTS = [...NEWS_CHANGES, 'failing_checks', 'suspect_runs', 'failed_runs', 'silence'] as const;
/** What a rule may ask to hear of. */
export type NoticeEvent = (typeof EVENTS)[number];

export const PRESETS = ['plain', 'wecom', 'dingtalk', 'feishu'] as const;
export type Preset = (typeof PRESETS)[number];

const NAME_RULE = 'a name has 1 to 64 characters, without blanks, / and :';
const name = z.string().regex(/^[^\s/:]{1,64}$/, NAME_RULE);
const named = <T extends z.ZodType>(schema: T) =>
  z.record(name, schema, { error: (issue) => (issue.code === 'invalid_key' ? NAME_RULE : undefined) });
const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable, not the secret itself');
const address = z.email('must be a bare e-mail address');
const language = z.enum(['zh', 'en']).default('zh').describe('The language of its messages.');

const webhookSchema = z
  .strictObject({
    kind: z.literal('webhook').describe('JSON sent by HTTP POST.'),
    preset: z
      .enum(PRESETS)
      .default('plain')
      .describe('The form of the message: `plain` (signed JSON), or a group bot of 企业微信, 钉钉 or 飞书.'),
    url: z
      .url({ protocol: /^https?$/, error: 'must be an http or https address' })
      .optional()
      .describe('Where to send. The address of a bot is a secret: use `urlEnv`.'),
    urlEnv: variable.optional().describe('The environment variable that holds the address.'),
    secretEnv: variable
      .optional()
      .describe('The environment variable that holds the secret messages are signed with.'),
    allowPrivate: z
      .boolean()
      .default(false)
      .describe('Whether the address may resolve to a private or loopback address.'),
    language,
  })
  .superRefine((channel, context) => {
    const fault = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if ((channel.url === undefined) === (channel.urlEnv === undefined))
      fault('url', 'give either url or urlEnv');
    if (channel.preset === 'plain' && channel.secretEnv === undefined)
      fault('secretEnv', 'a plain webhook is signed: name the environment variable that holds its secret');
    if (channel.preset === 'wecom' && channel.secretEnv !== undefined)
      fault('secretEnv', "企业微信 takes no secret besides the bot's address");
  });

const mailSchema = z
  .strictObject({
    kind: z.literal('mail').describe('E-mail, through an SMTP server.'),
    host: z.string().min(1).describe('The SMTP server.'),
    port: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('Its port; by default 465 for tls, 587 for starttls, 25 for none.'),
    security: z
      .enum(['tls', 'starttls', 'none'])
      .default('starttls')
      .describe('How the connection is secured. `none` is for a relay on the same machine or network.'),
    user: z
      .string()
      .min(1)
      .optional()
      .describe('The user to log in as; leave it out to send without logging in.'),
    passwordEnv: variable.optional().describe('The environment variable that holds the password.'),
    from: address.describe('The sender.'),
    to: z.array(address).min(1).max(100).describe('The recipients.'),
    language,
  })
  .superRefine((channel, context) => {
    const fault = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if ((channel.user === undefined) !== (channel.passwordEnv === undefined))
      fault('passwordEnv', 'user and passwordEnv go together');
    if (channel.user !== undefined && channel.security === 'none')
      fault('security', 'a password is not sent over a connection without TLS');
  });

const ruleSchema = z.strictObject({
  channels: z.array(name).min(1).describe('The channels to notify.'),
  events: z.array(z.enum(EVENTS)).min(1).describe('The events to notify them of.'),
  portals: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Only events of these portals; default: all.'),
  agencies: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Only events of agencies with one of these in their name.'),
  indicators: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Only of revised figures and failing checks of these indicators; `requests.*` means all below.',
    ),
  minSeverity: z
    .enum(['error', 'warning', 'info'])
    .default('error')
    .describe('The lowest severity of a failing check to report.'),
  silentNights: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(3)
    .describe(
      'Nights without success after which a portal counts as silent; reported again after as many more.',
    ),
});

const feedSchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .nullable()
    .default('changes.atom')
    .describe('The file, relative to the data folder; null: no feed.'),
  entries: z
    .number()
    .int()
    .min(1)
    .max(5000)
    .default(200)
    .describe('Maximum number of changes, the latest first.'),
  events: z
    .array(z.enum(NEWS_CHANGES))
    .min(1)
    .default([...NEWS_CHANGES])
    .describe('The kinds of change to include.'),
  language: z.enum(['zh', 'en']).default('zh').describe('The language of its entries.'),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .nullable()
    .default(null)
    .describe('The public address of the feed, if it is published.'),
});

export const noticesSchema = z
  .strictObject({
    channels: named(z.discriminatedUnion('kind', [webhookSchema, mailSchema]))
      .default({})
      .describe('Where notices can go, by name.'),
    rules: named(ruleSchema).default({}).describe('Which channels to notify of which events, by name.'),
    feed: feedSchema.prefault({}).describe('The Atom feed of changes.'),
    timeout: z.number().min(1).max(300).default(30).describe('Seconds to wait for a receiver.'),
    giveUpAfter: z
      .number()
      .min(0.01)
      .max(90)
      .default(7)
      .describe('Days after which an undeliverable notice is given up; it stays in the archive.'),
  })
  .superRefine(({ channels, rules }, context) => {
    for (const [rule, { channels: told }] of Object.entries(rules)) {
      for (const [index, channel] of told.entries()) {
        if (Object.hasOwn(channels, channel)) continue;
        context.addIssue({
          code: 'custom',
          path: ['rules', rule, 'channels', index],
          message: `there is no channel ${channel}`,
        });
      }
    }
  });

export type NoticeSettings = Readonly<z.infer<typeof noticesSchema>>;
type Channel = NoticeSettings['channels'][string];
export type WebhookChannel = Extract<Channel, { kind: 'webhook' }>;
export type MailChannel = Extract<Channel, { kind: 'mail' }>;
export type Rule = NoticeSettings['rules'][string];
export type FeedSettings = NoticeSettings['feed'];
export type Language = 'zh' | 'en';

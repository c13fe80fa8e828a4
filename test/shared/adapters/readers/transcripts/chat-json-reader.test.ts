import { describe, expect, it } from 'vitest';
import {
  isChatJson,
  readChatJson,
} from '../../../../../shared/adapters/readers/transcripts/chat-json-reader.ts';
import type { ReadText } from '../../../../../shared/adapters/readers/format-reader.ts';
import { formatInput } from '../../../../builders/reading.ts';
import { turnsOf } from './turns-of.ts';

function read(json: unknown): ReadText {
  return readChatJson(formatInput(JSON.stringify(json)));
}

const plainTurns = [
  ['user', null, null, 'Where is my order?'],
  ['agent', null, null, 'On its way.'],
];

function supportChat(words: string): object[] {
  return [
    { speaker: 'agent', text: words },
    { speaker: 'customer', text: 'Yes, please.' },
  ];
}

describe('a chat in JSON', () => {
  it.each([
    [
      'a model API',
      [
        { role: 'user', content: [{ type: 'text', text: 'Where is my order?' }] },
        { role: 'agent', content: 'On its way.' },
        { role: 'agent', content: null, tool_calls: [] },
      ],
    ],
    [
      'an object with messages',
      {
        messages: [
          { speaker: 'user', text: 'Where is my order?' },
          { speaker: 'agent', text: 'On its way.' },
        ],
      },
    ],
    [
      'pairs',
      [
        ['user', 'Where is my order?'],
        ['agent', 'On its way.'],
        ['agent', ''],
      ],
    ],
    [
      'an export with authors of their own',
      [
        {
          author: { role: 'user' },
          content: { content_type: 'text', parts: ['Where is my order?'] },
        },
        { author: { role: 'agent' }, content: { content_type: 'text', parts: ['On its way.'] } },
        { author: { role: 'agent' }, content: { content_type: 'text', parts: [''] } },
      ],
    ],
  ])('keeps who said what: %s', (_, json) => {
    expect(isChatJson(JSON.stringify(json))).toBe(true);
    expect(turnsOf(read(json))).toEqual(plainTurns);
    expect(read(json)).toMatchObject({
      text: 'user: Where is my order?\nagent: On its way.',
      durationSeconds: null,
      warnings: [],
    });
  });

  it.each([
    [
      'seconds since 1970, as Slack writes them',
      '1764000000.000100',
      '1764000065.5',
      '2025-11-24T16:00:00Z',
    ],
    ['milliseconds since 1970', 1_764_000_000_000, 1_764_000_065_500, '2025-11-24T16:00:00Z'],
    [
      'ISO 8601',
      '2025-11-24T17:00:00+01:00',
      '2025-11-24T16:01:05.500Z',
      '2025-11-24T17:00:00+01:00',
    ],
    [
      'dates without a zone',
      '2025-11-24 17:00:00',
      '2025-11-24 17:01:05.500',
      '2025-11-24 17:00:00',
    ],
    ['the clock of the recording', '0:00:00', '0:01:05.5', '0:00:00'],
  ])('keeps when it was said: %s', (...[, first, second, label]) => {
    const { text, turns, durationSeconds } = read([
      { user: 'U1', ts: first, text: 'a' },
      { user: 'U2', ts: second, text: 'b' },
      { user: 'U1', text: 'c' },
    ]);

    expect(text.split('\n')[0]).toBe(`[${label}] U1: a`);
    expect(turns.map(({ startSeconds }) => Math.floor(startSeconds ?? -1))).toEqual([0, 65, -1]);
    expect(durationSeconds).toBeNull();
  });

  it('names people as they are shown', () => {
    const json = [
      { type: 'message', user: 'U1', text: 'Hi.', user_profile: { real_name: 'Ada Lovelace' } },
      { type: 'message', user: 'U1', text: 'You?', user_profile: { real_name: 'Ada Lovelace' } },
    ];

    expect(turnsOf(read(json)).map(([speaker]) => speaker)).toEqual([
      'Ada Lovelace',
      'Ada Lovelace',
    ]);
  });

  it('keeps several conversations apart', () => {
    const document = read([
      { convo_id: 12, messages: supportChat('A refund?') },
      { convo_id: 15, messages: supportChat('A new one?') },
    ]);

    expect(document.text).toBe(
      [
        '# Conversation 12\n\nagent: A refund?\ncustomer: Yes, please.\n',
        '# Conversation 15\n\nagent: A new one?\ncustomer: Yes, please.',
      ].join('\n'),
    );
    expect(document.turns).toHaveLength(4);
  });

  it('is read once where it is there twice, and says that something is left out', () => {
    const document = read({
      original: [
        ['agent', 'Hi, Ada!'],
        ['customer', 'Hello there.'],
        ['agent', 'What is it?'],
      ],
      prepared: [
        { speaker: 'agent', text: 'hi, <name>' },
        { speaker: 'customer', text: 'hello there' },
        { speaker: 'agent', text: 'what is it' },
      ],
      scenario: 'refund',
    });

    expect(document.text).toBe('agent: Hi, Ada!\ncustomer: Hello there.\nagent: What is it?');
    expect(document.warnings).toEqual([
      'only the messages are read; the other fields are left out',
    ]);
  });

  it('keeps the lines of a message, but nothing that is no text', () => {
    const document = read([
      { role: 'user', content: ' a\r\n  b\u0000\uFEFF\uD800 ' },
      { role: 'assistant', content: 'c' },
    ]);

    expect(turnsOf(document)[0]?.[3]).toBe('a\n  b\uFFFD');
  });

  it.each([
    '[]',
    '{"messages": []}',
    '[{"name": "Hat", "text": "Red"}, {"name": "Shoe", "text": "Blue"}]',
    '[{"role": "engineer", "salary": 1}, {"role": "cook", "salary": 2}]',
    '[["a", "b"], ["c", "d"]]',
    '[["1", "2", "3"], ["4", "5", "6"]]',
    '{"messages": [{"role": "a", "content": ""}, {"role": "b", "content": ""}]}',
    JSON.stringify({
      report: 'Most of what this says is in a report, and not in the few words of a chat.',
      remarks: [
        { speaker: 'a', text: 'ok' },
        { speaker: 'b', text: 'fine' },
      ],
    }),
    '[{"role": "user", "content": "a"}',
    'Ada: "role": "user"',
  ])('is not any JSON: %s', (text) => {
    expect(isChatJson(text)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import {
  isTranscriptJson,
  readTranscriptJson,
} from '../../../../../shared/adapters/readers/transcripts/transcript-json-reader.ts';
import { formatInput } from '../../../../builders/reading.ts';
import { turnsOf } from './turns-of.ts';

type Row = [string | null, number | null, number | null, string];

const twoTurns: Row[] = [
  ['spk_0', 0.1, 1.5, 'Hello there. We met.'],
  ['spk_1', 2, 2.4, 'Yes, all.'],
];

/** A word of Amazon Transcribe, whose numbers are strings. */
function awsWord(content: string, [start, end]: [number, number]): object {
  return {
    type: 'pronunciation',
    start_time: String(start),
    end_time: String(end),
    alternatives: [{ content, confidence: '0.99' }],
  };
}

function awsMark(content: string): object {
  return { type: 'punctuation', alternatives: [{ content, confidence: '0.0' }] };
}

const awsItems = [
  awsWord('Hello', [0.1, 0.4]),
  awsWord('there', [0.4, 0.6]),
  awsMark('.'),
  awsWord('We', [1.1, 1.2]),
  awsWord('met', [1.2, 1.5]),
  awsMark('.'),
  awsWord('Yes', [2, 2.2]),
  awsMark(','),
  awsWord('all', [2.2, 2.4]),
  awsMark('.'),
];

/** Shaped as the vendors' documentation shows, shortened; each reader links to its page. */
const vendors: readonly (readonly [name: string, format: string, json: unknown, turns: Row[]])[] = [
  [
    'Amazon Transcribe with segments',
    'aws-transcribe',
    {
      jobName: 'a',
      results: {
        transcripts: [{ transcript: '…' }],
        items: awsItems,
        audio_segments: [
          {
            id: 0,
            transcript: 'Hello there.',
            start_time: '0.1',
            end_time: '0.6',
            speaker_label: 'spk_0',
          },
          {
            id: 1,
            transcript: 'We met.',
            start_time: '1.1',
            end_time: '1.5',
            speaker_label: 'spk_0',
          },
          {
            id: 2,
            transcript: 'Yes, all.',
            start_time: '2.0',
            end_time: '2.4',
            speaker_label: 'spk_1',
          },
        ],
      },
    },
    twoTurns,
  ],
  [
    'Amazon Transcribe with labels beside the words',
    'aws-transcribe',
    {
      results: {
        transcripts: [],
        items: awsItems,
        speaker_labels: {
          speakers: 2,
          segments: [
            {
              speaker_label: 'spk_0',
              start_time: '0.1',
              end_time: '1.5',
              items: ['0.1', '0.4', '1.1', '1.2'].map((start) => ({ start_time: start })),
            },
            {
              speaker_label: 'spk_1',
              start_time: '2.0',
              end_time: '2.4',
              items: ['2.0', '2.2'].map((start) => ({ start_time: start })),
            },
          ],
        },
      },
    },
    twoTurns,
  ],
  [
    'Amazon Transcribe with channels',
    'aws-transcribe',
    {
      results: {
        items: awsItems.map((item, index) => ({
          ...item,
          channel_label: index < 6 ? 'ch_0' : 'ch_1',
        })),
      },
    },
    [
      ['ch_0', 0.1, 1.5, 'Hello there. We met.'],
      ['ch_1', 2, 2.4, 'Yes, all.'],
    ],
  ],
  [
    'Amazon Transcribe without speakers',
    'aws-transcribe',
    { results: { items: awsItems } },
    [
      [null, 0.1, 0.6, 'Hello there.'],
      [null, 1.1, 1.5, 'We met.'],
      [null, 2, 2.4, 'Yes, all.'],
    ],
  ],
  [
    'Call Analytics',
    'aws-call-analytics',
    {
      JobStatus: 'COMPLETED',
      Transcript: [
        {
          ParticipantRole: 'AGENT',
          BeginOffsetMillis: 40,
          EndOffsetMillis: 1000,
          Content: 'Hi.',
          Sentiment: 'NEUTRAL',
        },
        {
          ParticipantRole: 'AGENT',
          BeginOffsetMillis: 1200,
          EndOffsetMillis: 2000,
          Content: 'Who?',
        },
        {
          ParticipantRole: 'CUSTOMER',
          BeginOffsetMillis: 1900,
          EndOffsetMillis: 2500,
          Content: 'Me.',
        },
      ],
    },
    [
      ['AGENT', 0.04, 2, 'Hi. Who?'],
      ['CUSTOMER', 1.9, 2.5, 'Me.'],
    ],
  ],
  [
    'OpenAI, diarized',
    'openai-diarized',
    {
      task: 'transcribe',
      duration: 9,
      text: 'Hi. Me.',
      segments: [
        {
          type: 'transcript.text.segment',
          id: 'seg_001',
          start: 0,
          end: 4.7,
          text: 'Hi.',
          speaker: 'agent',
        },
        {
          type: 'transcript.text.segment',
          id: 'seg_002',
          start: 4.7,
          end: 8,
          text: ' Me.',
          speaker: 'A',
        },
      ],
    },
    [
      ['agent', 0, 4.7, 'Hi.'],
      ['A', 4.7, 8, 'Me.'],
    ],
  ],
  [
    'Whisper',
    'whisper-json',
    {
      task: 'transcribe',
      language: 'english',
      segments: [
        {
          id: 0,
          seek: 0,
          start: 0,
          end: 3.3,
          text: ' The beach was a popular',
          tokens: [1],
          no_speech_prob: 0.01,
        },
        { id: 1, seek: 0, start: 3.3, end: 5, text: ' spot.', tokens: [2] },
      ],
    },
    [[null, 0, 5, 'The beach was a popular spot.']],
  ],
  [
    'Whisper with words only',
    'whisper-json',
    {
      text: 'Hi, Bo.',
      words: [
        { word: 'Hi', start: 0.2, end: 0.4 },
        { word: 'Bo', start: 0.5, end: 1 },
      ],
    },
    [[null, 0.2, 1, 'Hi, Bo.']],
  ],
  [
    'WhisperX',
    'whisper-json',
    {
      segments: [
        {
          start: 0.1,
          end: 1,
          text: ' Hi.',
          words: [{ word: 'Hi.', start: 0.1, end: 1, score: 0.9, speaker: 'SPEAKER_00' }],
          speaker: 'SPEAKER_00',
        },
        { start: 1, end: 2, text: ' Hm.', words: [{ word: 'Hm.' }] },
      ],
      word_segments: [],
    },
    [
      ['SPEAKER_00', 0.1, 1, 'Hi.'],
      [null, 1, 2, 'Hm.'],
    ],
  ],
  [
    'whisper.cpp',
    'whisper-json',
    {
      systeminfo: 'AVX = 1',
      result: { language: 'en' },
      transcription: [
        {
          timestamps: { from: '00:00:00,000', to: '00:00:03,200' },
          offsets: { from: 0, to: 3200 },
          text: ' And so,',
          speaker: '0',
        },
        {
          timestamps: { from: '00:00:03,200', to: '00:00:05,000' },
          offsets: { from: 3200, to: 5000 },
          text: ' ask not.',
          speaker: '1',
        },
      ],
    },
    [
      ['0', 0, 3.2, 'And so,'],
      ['1', 3.2, 5, 'ask not.'],
    ],
  ],
  [
    'Deepgram with utterances',
    'deepgram',
    {
      metadata: { duration: 5, channels: 1 },
      results: {
        channels: [
          { alternatives: [{ transcript: 'four score and', confidence: 0.9, words: [] }] },
        ],
        utterances: [
          {
            start: 0.4,
            end: 2,
            confidence: 0.88,
            channel: 0,
            transcript: 'Four score',
            words: [],
            speaker: 0,
            id: 'a',
          },
          {
            start: 2.1,
            end: 3,
            confidence: 0.9,
            channel: 0,
            transcript: 'and seven.',
            words: [],
            speaker: 0,
            id: 'b',
          },
          {
            start: 3.5,
            end: 5,
            confidence: 0.9,
            channel: 0,
            transcript: 'Years?',
            words: [],
            speaker: 1,
            id: 'c',
          },
        ],
      },
    },
    [
      ['Speaker 0', 0.4, 3, 'Four score and seven.'],
      ['Speaker 1', 3.5, 5, 'Years?'],
    ],
  ],
  [
    'Deepgram with paragraphs',
    'deepgram',
    {
      results: {
        channels: [
          {
            alternatives: [
              {
                transcript: 'Hi. Who? Me.',
                words: [],
                paragraphs: {
                  transcript: '\nSpeaker 0: Hi. Who?\n\nSpeaker 1: Me.',
                  paragraphs: [
                    {
                      sentences: [
                        { text: 'Hi.', start: 0, end: 1 },
                        { text: 'Who?', start: 1, end: 2 },
                      ],
                      speaker: 0,
                      num_words: 2,
                      start: 0,
                      end: 2,
                    },
                    {
                      sentences: [{ text: 'Me.', start: 3, end: 4 }],
                      speaker: 1,
                      num_words: 1,
                      start: 3,
                      end: 4,
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
    [
      ['Speaker 0', 0, 2, 'Hi. Who?'],
      ['Speaker 1', 3, 4, 'Me.'],
    ],
  ],
  [
    'Deepgram with words of two channels',
    'deepgram',
    {
      results: {
        channels: [
          {
            alternatives: [
              {
                transcript: 'hi bye',
                words: [
                  { word: 'hi', punctuated_word: 'Hi.', start: 0, end: 1, confidence: 1 },
                  { word: 'bye', punctuated_word: 'Bye.', start: 4, end: 5, confidence: 1 },
                ],
              },
            ],
          },
          {
            alternatives: [
              { transcript: 'hello', words: [{ word: 'hello', start: 2, end: 3, confidence: 1 }] },
            ],
          },
        ],
      },
    },
    [
      ['Channel 0', 0, 1, 'Hi.'],
      ['Channel 1', 2, 3, 'hello'],
      ['Channel 0', 4, 5, 'Bye.'],
    ],
  ],
  [
    'AssemblyAI with speakers',
    'assemblyai',
    {
      id: 'a',
      status: 'completed',
      audio_url: 'https://example.com/a.mp3',
      audio_duration: 5,
      text: 'Smoke. Where?',
      words: [{ text: 'Smoke.', start: 250, end: 650, confidence: 0.97, speaker: 'A' }],
      utterances: [
        { speaker: 'A', text: 'Smoke.', start: 250, end: 650, confidence: 0.97, words: [] },
        { speaker: 'B', text: 'Where?', start: 800, end: 1250, confidence: 0.9, words: [] },
      ],
    },
    [
      ['A', 0.25, 0.65, 'Smoke.'],
      ['B', 0.8, 1.25, 'Where?'],
    ],
  ],
  [
    'AssemblyAI without speakers',
    'assemblyai',
    {
      id: 'a',
      audio_duration: 5,
      text: 'Smoke. Where?',
      utterances: null,
      words: [
        { text: 'Smoke.', start: 250, end: 650, confidence: 0.97, speaker: null },
        { text: 'Where?', start: 800, end: 1250, confidence: 0.9, speaker: null },
      ],
    },
    [
      [null, 0.25, 0.65, 'Smoke.'],
      [null, 0.8, 1.25, 'Where?'],
    ],
  ],
];

describe('the JSON of a transcriber', () => {
  it.each(vendors)('keeps who spoke and when: %s', (...[, format, json, turns]) => {
    const text = JSON.stringify(json);

    const document = readTranscriptJson(formatInput(text));

    expect(isTranscriptJson(text)).toBe(true);
    expect(document.format).toBe(format);
    expect(turnsOf(document)).toEqual(turns);
    expect(document.durationSeconds).toBe(turns.at(-1)?.[2]);
  });

  it('gives no control characters, marks or half surrogates to the text', () => {
    const segments = [{ start: 0, end: 1, text: 'a\u0000b\uFEFFc\uD800d\r\ne', speaker: 'A\nB' }];

    const { text } = readTranscriptJson(formatInput(JSON.stringify({ segments })));

    expect(text).toBe('[00:00:00] A B: a bc\uFFFDd e');
  });

  it('never has a turn that ends before it begins, or at no time', () => {
    const segments = [
      { start: 5, end: 2, text: 'a', speaker: 'A' },
      { start: -1, end: 1e300, text: 'b', speaker: 'B' },
    ];

    expect(turnsOf(readTranscriptJson(formatInput(JSON.stringify({ segments }))))).toEqual([
      ['A', 5, 5, 'a'],
      ['B', 5, 5, 'b'],
    ]);
  });

  it('is an empty document where nothing was said', () => {
    const json = JSON.stringify({ results: { transcripts: [{ transcript: '' }], items: [] } });

    expect(isTranscriptJson(json)).toBe(true);
    expect(() => readTranscriptJson(formatInput(json))).toThrow(
      expect.objectContaining({ code: 'EMPTY_DOCUMENT' }),
    );
  });

  it.each([
    '{"results": []}',
    '{"results": {"items": [{"type": "shoe"}]}}',
    '{"segments": []}',
    '{"segments": [{"start": "here", "end": "there", "text": "a road"}]}',
    '{"segments": [{"name": "north"}]}',
    '{"utterances": [{"text": "a", "start": 1, "end": 2}]}',
    '{"words": ["a", "b"]}',
    '[{"start": "2026-01-01", "end": "2026-01-02", "text": "holiday"}]',
    '[1, 2]',
    '{"segments": [',
    '"segments": 1',
  ])('is not any JSON with a like key: %s', (text) => {
    expect(isTranscriptJson(text)).toBe(false);
  });
});

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { chooseFiles } from '../../src-main/engine/models/download/chooseFiles.ts'
import { createHub } from '../../src-main/engine/models/download/hub.ts'
import { readHubSettings, type HubSettings } from '../../src-main/engine/models/download/settings.ts'
import { EXPORT, startHub, starterAsModel } from './hubServer.ts'

const { signal } = new AbortController()
const settings = (over: Partial<HubSettings>): HubSettings => ({
  ...readHubSettings({}),
  retryMs: 1,
  stallMs: 500,
  ...over,
})

test.each([
  [401, 'NOT_ALLOWED', 'HF_TOKEN'],
  [403, 'NOT_ALLOWED', 'Accept its terms'],
  [404, 'NOT_FOUND', 'renamed or removed'],
  [500, 'DOWNLOAD_FAILED', 'later'],
])('an answer of %i is %s, with what to do about it', async (status, code, words) => {
  const hub = await startHub({ 'some/model': { files: {}, status } })
  const listing = createHub(settings({ endpoint: hub.url })).list('some/model', signal)
  await expect(listing).rejects.toMatchObject({ code, message: expect.stringContaining(words) as string })
  // what may be over soon is tried again, a refusal is not
  expect(hub.seen).toHaveLength(status === 500 ? 5 : 1)
})

test('without a connection it is said at once, and HF_HUB_OFFLINE keeps from trying', async () => {
  const hub = await startHub({})
  const free = createServer().listen(0)
  const { port } = free.address() as AddressInfo
  await new Promise((resolve) => free.close(resolve))
  const nowhere = createHub(settings({ endpoint: `http://127.0.0.1:${port}`, retryMs: 60_000 }))
  await expect(nowhere.list(EXPORT, signal)).rejects.toMatchObject({ code: 'OFFLINE' })

  const offline = createHub(readHubSettings({ HF_HUB_OFFLINE: 'True', HF_ENDPOINT: `${hub.url}/` }))
  await expect(offline.list(EXPORT, signal)).rejects.toMatchObject({ code: 'OFFLINE' })
  expect(hub.seen).toEqual([])
})

test('proxies of the environment are used, but not for hosts of NO_PROXY', async () => {
  const hub = await startHub(starterAsModel())
  const asked: string[] = []
  const proxy = createServer((request, answer) => {
    asked.push(request.url!)
    void fetch(request.url!).then(async (reply) => answer.end(await reply.text()))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void proxy.close())
  await new Promise((resolve) => proxy.once('listening', resolve))
  const env = {
    HF_ENDPOINT: hub.url,
    http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  }

  expect(await createHub(readHubSettings(env)).list(EXPORT, signal)).toHaveLength(9)
  expect(asked).toEqual([`${hub.url}/api/models/${EXPORT}/tree/main?recursive=true`])
  const direct = createHub(readHubSettings({ ...env, no_proxy: '127.0.0.1' }))
  const answer = await direct.open(EXPORT, 'README.md', signal)
  expect(await text(answer)).toBe('not wanted')
  expect(asked).toHaveLength(1)
})

test('of a repository only one precision of each tower is taken, with the side files that the graph names', () => {
  const file = (path: string) => ({ path, bytes: 1, sha256: null, gitHash: null })
  const described = ['config.json', 'preprocessor_config.json', 'tokenizer.json']
  const listed = [
    ...described,
    'model.safetensors',
    'onnx/model.onnx',
    'onnx/vision_model.onnx',
    'onnx/vision_model.onnx_data',
    'onnx/vision_model.onnx_data_1',
    'onnx/vision_model.onnx_data/../../../../evil',
    'onnx/vision_model_q4.onnx',
    'onnx/text_model.onnx',
    'onnx/text_model_quantized.onnx',
  ].map(file)
  const paths = (...precisions: ['fp32' | 'q4', 'int8']): string[] =>
    chooseFiles(listed, 'some/model', ...precisions).map(({ path }) => path)
  expect(paths('fp32', 'int8')).toEqual([
    ...described,
    'onnx/vision_model.onnx',
    'onnx/vision_model.onnx_data',
    'onnx/vision_model.onnx_data_1',
    'onnx/text_model_quantized.onnx',
  ])
  expect(paths('q4', 'int8')).toEqual([
    ...described,
    'onnx/vision_model_q4.onnx',
    'onnx/text_model_quantized.onnx',
  ])
  expect(() => chooseFiles(listed, 'some/model', 'fp16', 'int8')).toThrow('There is: fp32, q4.')
  expect(() => chooseFiles(listed.slice(1), 'some/model', 'fp32', 'int8')).toThrow('config.json')
})

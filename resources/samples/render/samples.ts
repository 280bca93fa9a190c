import type { Capture } from './exif.ts'
import type { Scene } from './scene.ts'
import { beach } from './scenes/beach.ts'
import { bridge } from './scenes/bridge.ts'
import { car } from './scenes/car.ts'
import { cat } from './scenes/cat.ts'
import { dashboard } from './scenes/dashboard.ts'
import { dog } from './scenes/dog.ts'
import { dunes } from './scenes/dunes.ts'
import { forest } from './scenes/forest.ts'
import { fruit } from './scenes/fruit.ts'
import { gerbera } from './scenes/gerbera.ts'
import { gull } from './scenes/gull.ts'
import { letter } from './scenes/letter.ts'
import { livingRoom } from './scenes/livingRoom.ts'
import { meadow } from './scenes/meadow.ts'
import { mountains } from './scenes/mountains.ts'
import { note } from './scenes/note.ts'
import { pizza } from './scenes/pizza.ts'
import { portrait } from './scenes/portrait.ts'
import { receipt } from './scenes/receipt.ts'
import { reef } from './scenes/reef.ts'
import { sailboat } from './scenes/sailboat.ts'
import { skyline } from './scenes/skyline.ts'
import { stars } from './scenes/stars.ts'
import { street } from './scenes/street.ts'
import { sunset } from './scenes/sunset.ts'

export interface Sample extends Capture {
  /** relative to the samples folder */
  path: string
  /** upright width and height in pixels */
  size: readonly [width: number, height: number]
  scene: Scene
}

type Place = Capture['place']

const sample = (
  path: string,
  scene: Scene,
  size: Sample['size'],
  taken: string,
  place?: Place,
  orientation?: Capture['orientation'],
): Sample => ({ path, scene, size, takenAt: taken.slice(0, 19), offset: taken.slice(19), place, orientation })

/** The sample library: folders as somebody might keep them, each picture with the time and place of its story. */
export const samples: readonly Sample[] = [
  sample('2022 Desert/Dunes.jpg', dunes, [900, 600], '2022-11-05T07:48:12+01:00', [31.1456, -3.9803]),
  sample('2022 Desert/Night camp.jpg', stars, [600, 900], '2022-11-05T22:15:40+01:00', [31.1502, -3.9921]),
  sample('2023 Coast/Beach.jpg', beach, [900, 600], '2023-08-18T12:04:55+01:00', [37.0871, -8.6686]),
  sample(
    '2023 Coast/Sailing boat.jpg',
    sailboat,
    [900, 600],
    '2023-08-18T15:31:20+01:00',
    [37.0794, -8.6731],
  ),
  sample('2023 Coast/Gull.jpg', gull, [900, 600], '2023-08-19T09:12:03+01:00', [37.0853, -8.6702]),
  sample('2023 Coast/Reef.webp', reef, [900, 600], '2023-08-19T11:26:48+01:00', [37.0712, -8.7015]),
  sample('2023 Coast/Sunset.jpg', sunset, [900, 600], '2023-08-19T20:21:07+01:00', [37.0829, -8.6692]),
  sample('2024 City/Bridge.jpg', bridge, [900, 600], '2024-09-27T18:52:31-07:00', [37.8264, -122.4711]),
  sample('2024 City/Street.jpg', street, [600, 800], '2024-09-28T11:08:17-07:00', [37.7989, -122.4078], 6),
  sample('2024 City/Red car.jpg', car, [900, 600], '2024-09-28T14:40:26-07:00', [37.7694, -122.4862]),
  sample(
    '2024 City/Skyline at night.jpg',
    skyline,
    [900, 600],
    '2024-09-28T21:17:59-07:00',
    [37.8199, -122.3706],
  ),
  sample(
    '2024 Mountains/Snowy peaks.jpg',
    mountains,
    [900, 600],
    '2024-03-09T10:42:30+01:00',
    [46.5775, 8.0053],
  ),
  sample(
    '2024 Mountains/Forest path.jpg',
    forest,
    [640, 800],
    '2024-06-15T08:55:11+02:00',
    [46.6863, 7.8632],
    8,
  ),
  sample('2024 Mountains/Meadow.jpg', meadow, [900, 600], '2024-06-15T13:20:44+02:00', [46.6241, 7.9034]),
  sample('2024 Mountains/Gerbera.jpg', gerbera, [720, 720], '2024-06-16T10:03:29+02:00', [46.6857, 7.8551]),
  sample('At home/Cat.jpg', cat, [720, 720], '2024-01-20T15:44:02+01:00'),
  sample('At home/Dog.jpg', dog, [640, 800], '2024-05-04T16:29:37+02:00', [48.1642, 11.6056]),
  sample('At home/Straw hat.jpg', portrait, [600, 800], '2024-07-21T14:10:09+02:00', [48.1637, 11.6049]),
  sample('At home/Pizza.jpg', pizza, [800, 600], '2024-02-02T19:35:51+01:00'),
  sample('At home/Fruit bowl.jpg', fruit, [800, 600], '2024-04-13T09:50:33+02:00'),
  sample('At home/Living room.jpg', livingRoom, [900, 600], '2024-04-13T10:05:18+02:00'),
  sample('Documents/Receipt.jpg', receipt, [396, 900], '2024-06-14T18:02:45+02:00'),
  sample('Documents/Note.jpg', note, [640, 800], '2024-06-14T20:47:10+02:00'),
  sample('Documents/Letter.png', letter, [566, 800], '2024-10-25T09:15:00+02:00'),
  sample('Documents/Dashboard.png', dashboard, [900, 600], '2024-12-30T17:30:00+01:00'),
]

// SPDX-License-Identifier: Apache-2.0
// 256 short English words for reading a digest aloud: one word for each value of a byte. Their order
// is part of the format and never changes.

const words = `
acorn actor agate alley amber anchor ankle apple april apron arrow ashes
aspen atlas attic autumn badge bagel baker balcony bamboo banjo barley barn
basil basket beacon beaver bench berry birch bishop blanket blossom blue boat
bonnet border bottle boulder bramble brass bread breeze brick bridge bronze brook
broom bucket butter button cabin cactus camel camera canal candle canoe canyon
carbon carpet carrot castle cedar cellar chain chalk cherry chess chimney cider
cinnamon circle citrus clay cliff clock cloud clover cobalt coffee comet compass
copper coral cotton cradle crane crayon cricket crown crystal curtain cypress daisy
dancer dawn denim desert diamond dolphin donkey dragon drum dune eagle earth
echo ember emerald engine evening falcon feather fence fern fiddle finch fjord
flame flint flute forest fossil fountain fox galaxy garden garlic gate geyser
ginger glacier glove goose grape granite gravel green guitar hammer harbor harp
harvest hazel helmet heron hill honey horizon ivory island ivy jacket jasmine
jigsaw jungle kayak kettle kitten koala ladder lagoon lamp lantern lark lemon
lilac linen lizard llama lobster locket lotus magnet maple marble meadow melon
mirror mist moon mosaic moss mountain muffin nectar needle nest nickel nutmeg
oak oasis oboe ocean olive onion opal orange orchid otter oven owl
paddle palace panda paper parrot peach pebble pepper piano pillow pine planet
plum pocket pond poppy prairie puzzle quartz quill quilt rabbit raven reed
ribbon river robin rocket saddle saffron salmon sandal silver spruce sunset teapot
thimble timber tulip turnip umbrella valley velvet violet walnut willow window winter
zebra zinc zipper zephyr
`;

/** The words, by the byte that each stands for. */
export const DIGEST_WORDS: readonly string[] = words.trim().split(/\s+/);

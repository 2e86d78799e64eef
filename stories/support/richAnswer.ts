/** An answer in which everything is that an answer may hold. */
export const richAnswer = `# A weekend by the river

Take the **early train**; it is *slower*, but ~~cheaper~~ emptier. See [the timetable](https://trains.example/lisbon?day=saturday) or https://trams.example/28, and ask for \`seat 14\`.

1. **Saturday**, in the morning
   - up the hill, by [funicular](https://trams.example/up)
     - or on foot, if it is cool
   - and down again
2. At noon, something to eat
3. In the evening, a concert

- [x] Tickets
- [ ] A map
- [ ] **Coins** for the tram

| What | Price | When | Where |
| :--- | ---: | :---: | --- |
| Train | 24 € | 7:40 | platform **2** |
| Funicular | ~4 € | all day | at the foot of the [hill](https://maps.example) |
| Concert | 18 € | 21:00 | \`Hall B\` |

> Whoever goes up on foot sees more of it,
> > and whoever takes the tram sees it sooner.

\`\`\`ts
// How long it takes, in minutes.
const walk = (steps: number) => Math.ceil(steps / 40)
console.log('up the hill', walk(620), 'and down again', walk(620) / 2)
\`\`\`

**注意：**周一不开门，见https://museum.example/开放时间。

الجو **مشمس** في المساء، انظر [الخريطة](https://maps.example).

- صباحا: ٢٤
- مساء: ١٨

![The river at night](https://pictures.example/river.png)

---

That is all, and it costs $60 to $70.
`

/** The same with formulas, for those who draw them. */
export const withFormula = `${richAnswer}
For $n \\ge 1$ stops the way has

$$
\\sum_{k=1}^n k = \\frac{n(n+1)}{2}
$$

steps, more or less.
`

/** A text in the pieces in which a model would say it. */
export const piecesOf = (text: string): string[] => text.match(/\s*\S{1,6}|\s+$/g) ?? []

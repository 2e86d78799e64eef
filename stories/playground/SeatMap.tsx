const rows = [1, 2, 3, 4]
const letters = ['A', 'B', 'C', 'D']
const taken = new Set(['1B', '2C', '4A'])

/** An app's own way to answer: a map of seats. */
export function SeatMap({
  seat,
  onPick,
  isOpen,
}: {
  seat: string | undefined
  onPick: (seat: string) => void
  isOpen: boolean
}) {
  return (
    <div className="seat-map ra-own" role="radiogroup" aria-label="Seat">
      {rows.map((row) => (
        <div key={row} className="seat-row">
          {letters.map((letter) => {
            const name = `${row}${letter}`
            return (
              <label key={name} className="seat" data-taken={taken.has(name) || undefined}>
                <input
                  type="radio"
                  name="seat"
                  value={name}
                  checked={seat === name}
                  disabled={!isOpen || taken.has(name)}
                  onChange={() => onPick(name)}
                />
                {name}
              </label>
            )
          })}
        </div>
      ))}
    </div>
  )
}

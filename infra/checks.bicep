// azd hands over every value as text, and passes on none where it cannot convert one. So all parameters are texts, and these
// functions turn them into what they stand for. A wrong value ends the deployment before anything is created.

var digits = '0123456789'

func isWhole(text string) bool =>
  !empty(text) && length(text) < 10 && empty(filter(
    range(0, length(text)),
    place => !contains(digits, substring(text, place, 1))
  ))

func isWithin(text string, least int, most int) bool => isWhole(text) && int(text) >= least && int(text) <= most

@export()
@description('A whole number of a range.')
func whole(variable string, text string, least int, most int) int =>
  isWithin(text, least, most)
    ? int(text)
    : fail('${variable} is "${text}"; set a whole number from ${least} to ${most}')

@export()
@description('A whole number of a range that is a multiple of a step.')
func steps(variable string, text string, step int, most int) int =>
  isWithin(text, step, most) && int(text) % step == 0
    ? int(text)
    : fail('${variable} is "${text}"; set a multiple of ${step}, at most ${most}')

@export()
@description('The entries of a list that is separated by commas.')
func list(variable string, text string) string[] =>
  empty(text)
    ? []
    : map(
        split(text, ','),
        entry =>
          empty(trim(entry))
            ? fail('${variable} is "${text}"; remove the comma that has no entry before or after it')
            : trim(entry)
      )

@export()
@description('A list of e-mail addresses.')
func addresses(variable string, text string) string[] =>
  map(
    list(variable, text),
    entry =>
      length(split(entry, '@')) == 2 && !contains(entry, ' ')
        ? entry
        : fail('${variable} has "${entry}"; set e-mail addresses, separated by commas')
  )

@export()
@description('A list of networks in CIDR.')
func networks(variable string, text string) string[] =>
  map(
    list(variable, text),
    entry =>
      length(split(entry, '/')) == 2
        ? '${parseCidr(entry).network}/${parseCidr(entry).cidr}'
        : fail('${variable} has "${entry}"; set networks such as 10.1.2.0/24, separated by commas')
  )

func isOrigin(text string) bool =>
  text == toLower(text) && !contains(text, '*') && !contains(text, ' ') && length(split(text, '/')) == 3 && !empty(split(
    text,
    '/'
  )[2])

func isLocal(text string) bool => startsWith(text, 'http://localhost:') || startsWith(text, 'http://127.0.0.1:')

@export()
@description('An origin, or nothing.')
func origin(variable string, text string) string =>
  empty(text) || (isOrigin(text) && startsWith(text, 'https://'))
    ? text
    : fail('${variable} is "${text}"; set an origin such as https://labels.example.org, in lower case and without a slash at its end')

@export()
@description('A list of origins that the storage account takes as well: it knows no asterisk in the place of a port, and 2 KB of rules.')
func origins(variable string, text string) string[] =>
  length(text) > 1200
    ? fail('${variable} has ${length(text)} characters; the storage account takes 1200 of them')
    : map(
        list(variable, text),
        entry =>
          isOrigin(entry) && (startsWith(entry, 'https://') || isLocal(entry))
            ? entry
            : fail('${variable} has "${entry}"; set origins such as https://labels.example.org or http://localhost:5173, in lower case, without an asterisk or a slash at their end')
      )

@export()
@description('An identifier, or nothing.')
func identifier(variable string, text string) string =>
  empty(text) || (length(text) == 36 && length(split(text, '-')) == 5)
    ? text
    : fail('${variable} is "${text}"; set an identifier such as 6a0c7a34-0f4e-4b0e-9d3f-5a8b64b0a001')

@export()
@description('A month as yyyy-MM, or nothing.')
func month(variable string, text string) string =>
  empty(text) || (length(text) == 7 && isWithin(take(text, 4), 2020, 2999) && substring(text, 4, 1) == '-' && isWithin(
      skip(text, 5),
      1,
      12
    ))
    ? text
    : fail('${variable} is "${text}"; set a month such as 2027-01')

// The minutes between two runs, for the fields of minute and hour. 0: not known, as for lists and ranges.
func pauseOf(minute string, hour string) int =>
  hour == '*'
    ? (minute == '*'
        ? 1
        : startsWith(minute, '*/') && isWhole(skip(minute, 2)) ? int(skip(minute, 2)) : isWhole(minute) ? 60 : 0)
    : startsWith(hour, '*/') && isWhole(skip(hour, 2)) ? int(skip(hour, 2)) * 60 : isWhole(hour) ? 1440 : 0

@export()
@description('A schedule: NCRONTAB with six fields.')
func schedule(variable string, text string) string =>
  length(split(text, ' ')) == 6
    ? text
    : fail('${variable} is "${text}"; set six fields: second, minute, hour, day, month, day of the week')

@export()
@description('Minutes that are more than the pause of a schedule, as far as that is known.')
func above(variable string, text string, scheduleText string) int =>
  isWithin(text, 10, 100000) && int(text) > pauseOf(split(scheduleText, ' ')[1], split(scheduleText, ' ')[2])
    ? int(text)
    : fail('${variable} is "${text}"; set a whole number from 10 to 100000 that is above the minutes between two runs of "${scheduleText}"')

@export()
@description('True for the text of it. What needs something else that is off is refused.')
func onlyWith(variable string, isOn bool, needed string, isThere bool) bool =>
  isOn && !isThere ? fail('${variable} has no effect here; set ${needed} as well, or leave it out') : isOn



def is_same(value, page):
    """Whether two numbers are equal but for rounding, or neither can be computed."""
    if not math.isfinite(page) or not math.isfinite(value):
        return not math.isfinite(page) and not math.isfinite(value)
    return abs(value - page) <= TOLERANCE * abs(page)


def main(arguments):
    inputs = {name: value for name, (value, _, _) in INPUTS.items()}
    wanted, changed = [], []
    for argument in arguments:
        name, sign, text = argument.partition("=")
        if name not in (INPUTS if sign else PAGE):
            sys.exit(f"There is no {'input' if sign else 'number'} called {name!r}.")
        if sign:
            try:
                inputs[name] = float(text) * PAGE[name][2]
            except ValueError:
                sys.exit(f"{text!r} is no number. {name} is a number of {PAGE[name][1] or 'no unit'}.")
            changed.append(name)
        else:
            wanted.append(name)
    numbers = compute(inputs)
    for name in wanted:
        value, unit = numbers[name], PAGE[name][1]
        print(name, float(value / PAGE[name][2]) if math.isfinite(value) else "cannot be computed", unit)
    if changed:
        return
    different = [name for name, (page, _, _) in PAGE.items() if not is_same(numbers[name], page)]
    for name in different:
        print(f"{name} is {float(numbers[name])!r} here and {PAGE[name][0]!r} on the page", file=sys.stderr)
    assert not different, f"{len(different)} of {len(PAGE)} numbers differ from those of the page"
    print(f"All {len(PAGE)} numbers equal those of the page to {TOLERANCE:g}.")


if __name__ == "__main__":
    main(sys.argv[1:])

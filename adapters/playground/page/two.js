"use strict";
// Two people beside each other: the same page twice.
const asked = new URLSearchParams(location.search);
for (const side of ["left", "right"]) {
  const frame = document.getElementById(side);
  frame.title = asked.get(side) || side;
  frame.src = `/?as=${encodeURIComponent(asked.get(side) || "")}&pane=1`;
}

// Which of two lists of sibling nodes are the same ones: equal nodes first, then nodes of one kind between them.

// Pairs of nodes, in order.
export function align(ours, theirs) {
  let start = 0, end = 0;
  const most = Math.min(ours.length, theirs.length);
  while (start < most && ours[start].isEqualNode(theirs[start])) start++;
  while (end < most - start && ours.at(-1 - end).isEqualNode(theirs.at(-1 - end))) end++;
  const head = ours.slice(0, start).map((node, n) => [node, theirs[n]]);
  const tail = end ? ours.slice(-end).map((node, n) => [node, theirs.slice(-end)[n]]) : [];
  const middle = between(ours.slice(start, ours.length - end), theirs.slice(start, theirs.length - end));
  return [...head, ...middle, ...tail];
}

function between(ours, theirs) {
  const pairs = [];
  let [own, other] = [0, 0];
  const anchors = [...anchored(ours, theirs), [ours.length, theirs.length]];
  for (const [here, there] of anchors) {
    pairs.push(...inOrder(ours.slice(own, here), theirs.slice(other, there)));
    if (here < ours.length) pairs.push([ours[here], theirs[there]]);
    [own, other] = [here + 1, there + 1];
  }
  return pairs;
}

// Nodes that stand once in each list, the longest run of them that is in order in both.
function anchored(ours, theirs) {
  const [here, there] = [ours, theirs].map(once);
  const found = [...here].filter(([key]) => there.has(key)).map(([key, n]) => [n, there.get(key)]);
  return longestRising(found);
}

function once(nodes) {
  const places = new Map();
  nodes.forEach((node, n) => {
    const key = node.outerHTML ?? `${node.nodeType}${node.data}`;
    if (key.trim().length > 1) places.set(key, places.has(key) ? -1 : n);
  });
  return new Map([...places].filter(([, n]) => n >= 0));
}

function longestRising(pairs) {
  const ends = []; // by length, the pair that ends a run lowest
  for (const pair of pairs) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const half = (low + high) >> 1;
      if (ends[half].pair[1] < pair[1]) low = half + 1;
      else high = half;
    }
    ends[low] = { pair, before: ends[low - 1] };
  }
  const run = [];
  for (let each = ends.at(-1); each; each = each.before) run.unshift(each.pair);
  return run;
}

// Nodes of one kind, first come first served.
function inOrder(ours, theirs) {
  const pairs = [];
  let from = 0;
  for (const node of ours) {
    const n = theirs.findIndex((each, n) => n >= from && isAlike(node, each));
    if (n < 0) continue;
    pairs.push([node, theirs[n]]);
    from = n + 1;
  }
  return pairs;
}

function isAlike(one, other) {
  if (one.nodeName !== other.nodeName) return false;
  return one.nodeType !== Node.ELEMENT_NODE || (one.id === other.id && one.getAttribute("rel") === other.getAttribute("rel"));
}

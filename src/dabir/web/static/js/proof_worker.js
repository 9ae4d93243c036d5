// Looks for the solution of a challenge (ALTCHA's second protocol, SHA-256, one round): the counter
// which, hashed after salt and nonce, gives a key that begins as the challenge says.
//
// The browser's own crypto.subtle would need HTTPS, which an office's inner network often lacks, and
// takes longer: it hands every hash through a promise.
const K = Uint32Array.from(
  "428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174 e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da 983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2"
    .split(" ")
    .map((word) => parseInt(word, 16)),
);
const START = Uint32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);
const W = new Uint32Array(64);
const LAST = 0xffffffff;

// Hashes the one block that stands in the first sixteen words of W.
function hash(into) {
  for (let i = 16; i < 64; i += 1) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const sums = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) {
    into[i] = START[i] + sums[i];
  }
}

function words(hex) {
  return hex.match(/.{8}/g).map((word) => parseInt(word, 16));
}

function hex(sums) {
  return [...sums].map((word) => word.toString(16).padStart(8, "0")).join("");
}

function solve({ algorithm, cost, salt, nonce, keyPrefix }) {
  const block = [...words(salt), ...words(nonce)];
  if (algorithm !== "SHA-256" || cost !== 1 || block.length !== 8 || keyPrefix.length < 8) {
    throw new Error("unknown challenge");
  }
  const [first] = words(keyPrefix);
  const sums = new Uint32Array(8);
  for (let counter = 0; counter <= LAST; counter += 1) {
    W.fill(0);
    W.set(block);
    W[8] = counter;
    W[9] = 0x80000000;
    W[15] = 36 * 8;
    hash(sums);
    if (sums[0] === first && hex(sums).startsWith(keyPrefix)) {
      return { counter, derivedKey: hex(sums) };
    }
  }
  return null;
}

self.addEventListener("message", (event) => {
  const started = performance.now();
  const solution = solve(event.data.parameters);
  self.postMessage({ ...solution, time: Math.round(performance.now() - started) });
});

// Films the poses that the server draws. It judges nothing: the server looks at the pictures again.
// Digests go first, within the time of the challenge; the pictures follow, however slow the line is.
const LEAD_MS = 1300;
const EVERY_MS = 550;
const FRAMES = 3;
const WIDTH = 480;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export class FaceCheck {
  constructor(root) {
    this.root = root;
    this.video = root.querySelector("video");
    this.bar = root.querySelector("progress");
    this.open = root.querySelector("[data-do=open]");
    this.begin = root.querySelector("[data-do=begin]");
    this.open.addEventListener("click", () => this.openCamera());
    this.begin.addEventListener("click", () => this.perform());
    root.addEventListener("submit", (event) => event.preventDefault());
    window.addEventListener("pagehide", () => this.close());
    root.hidden = false;
  }

  say(name) {
    for (const words of this.root.querySelectorAll("[data-say]")) words.hidden = words.dataset.say !== name;
  }

  async openCamera() {
    this.open.disabled = true;
    try {
      const wanted = { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } };
      this.video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      await this.video.play();
    } catch {
      this.close();
      this.open.disabled = false;
      this.say("denied");
      return;
    }
    this.root.classList.add("mpp-face--live");
    this.open.hidden = true;
    this.begin.hidden = false;
    this.begin.disabled = false;
    this.begin.focus();
    this.say("ready");
  }

  async perform() {
    const card = this.root.querySelector("input[type=file]");
    if (card && !card.files.length) {
      card.focus();
      return;
    }
    this.begin.disabled = true;
    try {
      const drawn = await this.post(this.root.dataset.start, new FormData());
      if (!drawn) return;
      this.begin.hidden = true;
      const frames = await this.film(drawn.poses);
      this.close();
      this.say("sending");
      const sent = new FormData();
      sent.set("challenge", drawn.challenge);
      sent.set("nonce", drawn.nonce);
      const digests = new FormData();
      for (const [name, value] of sent) digests.set(name, value);
      for (const { place, picture } of frames) {
        digests.append("digest", await digestOf(picture));
        sent.append(`pose-${place}`, picture, `${place}.jpg`);
      }
      if (card) sent.set("card", card.files[0]);
      if (await this.post(this.root.dataset.nail, digests)) await this.post(this.root.dataset.send, sent);
    } catch {
      this.close();
      this.root.classList.remove("mpp-face--live");
      this.begin.hidden = true;
      this.open.hidden = this.open.disabled = false;
      this.say("broken");
    }
  }

  // Returns the answer of the server, or nothing when it leads to another page.
  async post(address, form) {
    form.set("csrfmiddlewaretoken", this.root.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(address, { method: "POST", body: form, headers: { Accept: "application/json" } });
    if (answer.status === 204) return {};
    const told = await answer.json();
    if (told.next) {
      location.assign(told.next);
      return null;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    return told;
  }

  async film(poses) {
    const frames = [];
    const canvas = document.createElement("canvas");
    this.bar.max = poses.length * FRAMES;
    for (const [place, pose] of poses.entries()) {
      this.say(pose);
      this.signal();
      const began = performance.now();
      for (let frame = 0; frame < FRAMES; frame += 1) {
        await wait(began + LEAD_MS + frame * EVERY_MS - performance.now());
        frames.push({ place, picture: await this.picture(canvas) });
        this.bar.value = frames.length;
      }
    }
    this.signal();
    return frames;
  }

  picture(canvas) {
    const { videoWidth, videoHeight } = this.video;
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * videoHeight) / videoWidth);
    canvas.getContext("2d").drawImage(this.video, 0, 0, canvas.width, canvas.height);
    return new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/jpeg", 0.82),
    );
  }

  // Whoever has closed the eyes hears or feels that the pose is over.
  signal() {
    navigator.vibrate?.(80);
    try {
      this.sound ??= new AudioContext();
      const tone = this.sound.createOscillator();
      const loudness = this.sound.createGain();
      loudness.gain.value = 0.08;
      tone.connect(loudness).connect(this.sound.destination);
      tone.frequency.value = 660;
      tone.start();
      tone.stop(this.sound.currentTime + 0.12);
    } catch {
      // No sound here; the words change all the same.
    }
  }

  close() {
    for (const track of this.video.srcObject?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
  }
}

async function digestOf(picture) {
  const digest = await crypto.subtle.digest("SHA-256", await picture.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

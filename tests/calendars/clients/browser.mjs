// Opens pages in Chromium: what they load, complain of, how wide they are on a phone, and their prints as PDF.
// In: {browser, pages: [{url, pdf?, png?, width?, dark?, media?}]}. Out: one object for each page.
import { chromium } from "playwright-core";

const { browser: executablePath, pages } = JSON.parse(await new Response(process.stdin).text());
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: 0 });
const seen = [];
for (const { url, pdf, png, width = 360, dark = false } of pages) {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: dark ? "dark" : "light" });
  page.setDefaultTimeout(0); // a busy machine is slow, and no fault of the page
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url);
  const measured = await page.evaluate(() => {
    const root = document.documentElement;
    const right = (element) => element.getBoundingClientRect().right;
    const wide = [...document.body.querySelectorAll("*")].filter((element) => right(element) > root.clientWidth + 0.5);
    const { color, backgroundColor } = getComputedStyle(document.body);
    return {
      width: root.scrollWidth,
      wide: wide.map((element) => `${element.tagName} ${element.className}`),
      color,
      background: backgroundColor,
    };
  });
  if (png) await page.screenshot({ path: png, fullPage: true });
  if (pdf) await page.pdf({ path: pdf, preferCSSPageSize: true });
  seen.push({ ...measured, requests, complaints });
  await page.close();
}
await browser.close();
process.stdout.write(JSON.stringify(seen));

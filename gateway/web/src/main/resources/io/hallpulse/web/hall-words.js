// Every word on the hall screen, Chinese first. Numbers come in as arguments and are only formatted here.

const count = new Intl.NumberFormat("en-US");

export const LEVELS = [5, 4, 3, 2, 1];

export const words = {
  zh: {
    lang: "zh-CN",
    locale: "zh-CN",
    title: (hall) => `${hall} · 服务评价`,
    subtitle: { today: "今日服务评价", hour: "本小时服务评价", week: "本周服务评价", month: "本月服务评价", all: "累计服务评价" },
    asOf: (time) => `数据截至 ${time}`,
    overall: "全厅满意率",
    overallTotal: "次评价",
    curve: "今日走势",
    levels: { 5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意" },
    count: (n) => `${count.format(n)} 次`,
    few: (n, minimum) => [`评价 ${count.format(n)} 次`, `满 ${count.format(minimum)} 次公布`],
    paused: ["暂停服务", ""],
    never: ["终端未接入", ""],
    unknown: ["暂无数据", ""],
    late: (seconds) => `数据滞后${seconds === null || seconds < 60 ? "" : ` ${span(seconds, ["分钟", "小时", "天"])}`}`,
    stars: (n) => `${n} 星`,
    trend: { up: "▲ 高于前七天", down: "▼ 低于前七天" },
    notice: "公告",
    published: { honours: "荣誉榜", board: "公示板", list: "名单", table: "评议结果", notice: "公告" },
    publishedOf: (period, date, n) => `${period} · ${date} · n ${n}`,
    verify: "扫码核验",
    rule: (good) => `满意率 =（${good.join(" + ")}）÷ 评价数`,
    waiting: "正在连接",
    live: "实时",
    polled: "每 10 秒更新 · 此浏览器已有 5 个实时画面",
    retrying: "正在重新连接",
    lost: "连接已断开",
    alert: (time) => `数据已停止更新 · 截至 ${time}`,
    alertEmpty: "尚未收到数据，正在重试",
    noWindows: "本大厅尚未配置窗口",
    notChosen: (asked) => `本大厅没有窗口 ${asked}`,
    page: (number, of, first, last) => `第 ${number} / ${of} 页 · ${first}–${last}`,
    turn: "下一页",
    windows: "窗口",
    search: "查找窗口或事项",
    found: (n) => (n === 0 ? "没有符合的窗口" : `找到 ${n} 个窗口`),
  },
  en: {
    lang: "en",
    locale: "en-GB",
    title: (hall) => `${hall} · Service ratings`,
    subtitle: {
      today: "Service ratings today",
      hour: "Service ratings this hour",
      week: "Service ratings this week",
      month: "Service ratings this month",
      all: "All service ratings",
    },
    asOf: (time) => `as of ${time}`,
    overall: "Satisfaction",
    overallTotal: "ratings",
    curve: "Today",
    levels: { 5: "Very satisfied", 4: "Satisfied", 3: "Fairly satisfied", 2: "Dissatisfied", 1: "Very dissatisfied" },
    count: (n) => count.format(n),
    few: (n, minimum) => [`${count.format(n)} ${n === 1 ? "rating" : "ratings"}`, `shown from ${count.format(minimum)}`],
    paused: ["Closed now", ""],
    never: ["No terminal yet", ""],
    unknown: ["No figures now", ""],
    late: (seconds) => (seconds === null || seconds < 60 ? "Behind" : `${span(seconds, ["min", "h", "d"])} behind`),
    stars: (n) => `${n} ${n === 1 ? "star" : "stars"}`,
    trend: { up: "▲ above the 7 days before", down: "▼ below the 7 days before" },
    notice: "Notice",
    published: { honours: "Honours", board: "Board", list: "List", table: "Results", notice: "Notice" },
    publishedOf: (period, date, n) => `${period} · ${date} · n ${n}`,
    verify: "Scan to verify",
    rule: (good) => `Satisfaction = first ${good.length === 2 ? "two" : "three"} levels ÷ all ratings`,
    waiting: "Connecting",
    live: "Live",
    polled: "Every 10 s · this browser has five live screens",
    retrying: "Reconnecting",
    lost: "Disconnected",
    alert: (time) => `No longer updating · figures as of ${time}`,
    alertEmpty: "No figures received yet, trying again",
    noWindows: "No windows are configured in this hall",
    notChosen: (asked) => `This hall has no window ${asked}`,
    page: (number, of, first, last) => `Page ${number} of ${of} · ${first}–${last}`,
    turn: "Next page",
    windows: "Windows",
    search: "Find a window or service",
    found: (n) => (n === 0 ? "No such window" : `${n} ${n === 1 ? "window" : "windows"} found`),
  },
};

/** 0.978 as "97.8"; never rounded up to 100 and never down to 0. */
export function percent(share) {
  if (share === 1) return "100";
  if (share === 0) return "0";
  const tenths = Math.min(999, Math.max(1, Math.round(share * 1000)));
  return (tenths / 10).toFixed(1);
}

export function countText(n) {
  return count.format(n);
}

/** Whole units from a minute on, the largest that is not zero. */
function span(seconds, [min, h, d]) {
  if (seconds < 3600) return `${Math.floor(seconds / 60)} ${min}`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} ${h}`;
  return `${Math.floor(seconds / 86400)} ${d}`;
}

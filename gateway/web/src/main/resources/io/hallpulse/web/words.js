// Every word on the screen, Chinese first. Numbers come in as arguments and are only formatted here.

const count = new Intl.NumberFormat("en-US");

const ZH_UNITS = ["秒", "分钟", "小时", "天"];
const EN_UNITS = ["s", "min", "h", "d"];

export const LEVELS = [5, 4, 3, 2, 1];

export const words = {
  zh: {
    lang: "zh-CN",
    title: (hall) => `${hall} · 满意度大屏`,
    subtitle: { today: "今日服务评价", hour: "本小时服务评价", week: "本周服务评价", month: "本月服务评价", all: "累计服务评价" },
    overall: "总体满意率",
    overallTotal: (windows) => `有效评价（${windows} 个窗口）`,
    satisfaction: "满意率",
    levels: { 5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意" },
    total: (n) => `${count.format(n)} 次评价`,
    totalOf: (n, minimum) => `已收到 ${count.format(n)} / ${count.format(minimum)} 次评价`,
    few: "评价数不足，暂不显示",
    unknown: "暂无数据",
    age: (seconds) => `终端信号 ${span(seconds, ZH_UNITS)}前`,
    stale: (seconds) => `数据滞后 · ${span(seconds, ZH_UNITS)}前`,
    staleUnheard: "终端未连接",
    rule: (good, minimum) => `满意率 =（${good.join(" + ")}）÷ 评价数；不足 ${count.format(minimum)} 次暂不显示`,
    waiting: "正在连接",
    live: "实时",
    polled: "每 10 秒更新 · 此浏览器已有 5 个实时画面",
    retrying: "正在重新连接",
    lost: "连接已断开",
    alert: (time) => `数据已停止更新 · 截至 ${time}`,
    alertEmpty: "尚未收到数据，正在重试",
    noWindows: "本大厅尚未配置窗口",
    page: (number, of) => `第 ${number} 页，共 ${of} 页`,
  },
  en: {
    lang: "en",
    title: (hall) => `${hall} · Service ratings`,
    subtitle: {
      today: "Service ratings today",
      hour: "Service ratings this hour",
      week: "Service ratings this week",
      month: "Service ratings this month",
      all: "All service ratings",
    },
    overall: "Overall satisfaction",
    overallTotal: (windows) => `Ratings (${windows} ${windows === 1 ? "window" : "windows"})`,
    satisfaction: "Satisfaction",
    levels: { 5: "Very satisfied", 4: "Satisfied", 3: "Fairly satisfied", 2: "Dissatisfied", 1: "Very dissatisfied" },
    total: (n) => `${count.format(n)} ${n === 1 ? "rating" : "ratings"}`,
    totalOf: (n, minimum) => `${count.format(n)} of ${count.format(minimum)} ratings`,
    few: "Too few ratings to show",
    unknown: "No figures now",
    age: (seconds) => `Heard ${span(seconds, EN_UNITS)} ago`,
    stale: (seconds) => `Behind · heard ${span(seconds, EN_UNITS)} ago`,
    staleUnheard: "Terminal not seen",
    rule: (good, minimum) =>
      `Satisfaction = (${good.map((g) => g.toLowerCase()).join(" + ")}) ÷ ratings; shown from ${count.format(minimum)} ratings`,
    waiting: "Connecting",
    live: "Live",
    polled: "Every 10 s · this browser has five live screens",
    retrying: "Reconnecting",
    lost: "Disconnected",
    alert: (time) => `No longer updating · figures as of ${time}`,
    alertEmpty: "No figures received yet, trying again",
    noWindows: "No windows are configured in this hall",
    page: (number, of) => `Page ${number} of ${of}`,
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

/** Whole units, the largest that is not zero. */
export function span(seconds, [s, min, h, d]) {
  if (seconds < 60) return `${seconds} ${s}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} ${min}`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} ${h}`;
  return `${Math.floor(seconds / 86400)} ${d}`;
}

package io.hallpulse.web.error;

import io.hallpulse.web.Words;

/**
 * Why there is no page.
 *
 * @param status of HTTP
 * @param detail what is wrong with this request, and the mend, in English
 */
public record ErrorView(int status, String detail) {
    /** What happened, in a few words. */
    public String title(Words t) {
        return switch (status) {
            case 401 -> t.of("请先登录", "Sign in first");
            case 403 -> t.of("没有权限", "Not allowed");
            case 404 -> t.of("没有这个页面", "No such page");
            case 405 -> t.of("这里不能这样请求", "Not answered this way");
            case 409 -> t.of("现在还不能", "Not possible now");
            case 412, 428 -> t.of("内容已被别人改过", "Changed by somebody else");
            case 413 -> t.of("内容太大", "Too large");
            case 429 -> t.of("请求太多", "Too many requests");
            case 503 -> t.of("网关正忙", "The gateway is busy");
            default ->
                status >= 500
                        ? t.of("网关出错", "The gateway failed")
                        : t.of("请求有误", "Something is wrong with the request");
        };
    }

    /** What to do about it. */
    public String mend(Words t) {
        return switch (status) {
            case 401 -> t.of("登录后再打开此页。", "Sign in, then open this page again.");
            case 403 -> t.of("请有相应角色的人操作，或换人登录。", "Ask somebody with the role for it, or sign in as another.");
            case 404 -> t.of("检查地址，或从首页进入。", "Look at the address, or begin at the first page.");
            case 409 -> t.of("下面写明了原因；解决后再试。", "The reason is below; mend it, then try again.");
            case 412, 428 -> t.of("返回上一页，重新载入后再改。", "Go back, load the page again and repeat the change.");
            case 413 -> t.of("分成几份再传。", "Send it in smaller parts.");
            case 429, 503 -> t.of("稍候再试。", "Try again in a moment.");
            default ->
                status >= 500
                        ? t.of("原因在网关日志里；没有按压因此丢失。", "The gateway's log says why; no press is lost by it.")
                        : t.of("返回上一页，改正后重试。", "Go back, correct it and try again.");
        };
    }
}

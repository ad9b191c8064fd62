package dev.budgetledger.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * A page for people, in Chinese with English: no script, nothing from elsewhere, readable in light, in the dark and on paper.
 *
 * @param title without markup
 * @param body markup; what is not ours in it went through {@link #text}
 */
public record HtmlPage(String title, String body) {

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--quiet:#57606a;--paper:#fff;--line:#d0d7de;--link:#0b57a4}
            @media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9da7b1;--paper:#14181d;--line:#3d444d;--link:#79b8ff}}
            body{margin:0 auto;max-width:46rem;padding:2rem 1.25rem;background:var(--paper);color:var(--ink);\
            font:1rem/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
            h1{font-size:1.7rem;line-height:1.3;margin:0 0 1rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1.05rem;margin:1.25rem 0 .25rem}
            [lang=en]{color:var(--quiet)}h1 [lang=en],h2 [lang=en]{font-weight:400}p{margin:.5rem 0}
            a{color:var(--link)}a [lang=en]{color:inherit}ul,ol{padding-left:1.5rem}ol a{margin-left:.5rem}
            form,nav,footer{margin:1.5rem 0}footer{border-top:1px solid var(--line);padding-top:.75rem}
            input,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);border-radius:4px;padding:.2rem .6rem}
            details{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.35rem .9rem}summary{cursor:pointer}
            summary:focus-visible,a:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
            table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid var(--line);padding:.25rem .6rem;vertical-align:top;text-align:left}
            th:empty{display:none}pre{overflow:auto}article[lang]{color:var(--ink)}
            @media print{body{max-width:none;padding:0}form,nav{display:none}a{color:inherit;text-decoration:none}}
            """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Text as it stands in markup, and in the value of an attribute. */
    public static String text(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    /** The page, and to the browser that nothing else may be loaded, run, guessed or told by it. */
    public ResponseEntity<String> answer() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(html());
    }

    private String html() {
        return """
                <!DOCTYPE html>
                <html lang="zh-CN">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(text(title), STYLE, body);
    }

    private static String hash(String style) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}

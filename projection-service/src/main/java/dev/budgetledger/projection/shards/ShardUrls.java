package dev.budgetledger.projection.shards;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

import dev.budgetledger.contract.PlainText;

/**
 * Where each shard is read.
 *
 * @param all by number, from 1, as {@code https://two.example:8081}; empty if nobody said
 */
record ShardUrls(List<String> all) {

    ShardUrls {
        all = List.copyOf(all);
    }

    /**
     * Of a list with commas between.
     *
     * @throws IllegalArgumentException if it is not one of each shard, or one of them has more than scheme, host and port
     */
    static ShardUrls parse(String text, Shard shard) {
        List<String> urls = text.isBlank() ? List.of() : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (!urls.isEmpty() && urls.size() != shard.shards()) {
            throw new IllegalArgumentException("projection.shard-urls has " + urls.size() + " addresses, and there are " + shard.shards() + " shards");
        }
        urls.stream().filter(each -> !isOrigin(each)).findFirst().ifPresent(wrong -> {
            throw new IllegalArgumentException(
                    "projection.shard-urls has addresses as https://two.example:8081, without a path: " + PlainText.quoted(wrong));
        });
        return new ShardUrls(urls);
    }

    private static boolean isOrigin(String text) {
        URI uri = URI.create(text);
        return uri.getScheme() != null && (uri.getScheme().equals("http") || uri.getScheme().equals("https"))
                && uri.getHost() != null && text.equals(uri.getScheme() + "://" + uri.getAuthority()) && uri.getUserInfo() == null;
    }

    boolean isKnown() {
        return !all.isEmpty();
    }

    String of(int number) {
        return all.get(number - 1);
    }
}

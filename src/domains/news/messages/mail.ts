import { messages } from '#src/lib/text/messages.ts'

export const mailWords = messages({
  watchSubject: {
    vi: 'Xác nhận nhận thông báo bình luận: {title}',
    en: 'Confirm: hear of comments on “{title}”',
    ko: '댓글 알림 확인: {title}',
  },
  watchText: {
    vi: 'Địa chỉ này vừa được dùng để đăng ký nhận thông báo khi có bình luận mới về:\n\n{title}\n\nNếu đúng là quý vị, hãy mở liên kết sau rồi bấm nút xác nhận (hiệu lực 7 ngày):\n{url}\n\nNếu không phải quý vị, chỉ cần bỏ qua thư này; quý vị sẽ không nhận thêm thư nào.',
    en: 'Somebody gave this address to hear of new comments on:\n\n{title}\n\nIf that was you, open this link and press the button (it works for 7 days):\n{url}\n\nIf not, ignore this mail; no other will come.',
    ko: '다음 글에 새 댓글이 등록되면 알림을 받도록 이 주소가 입력되었습니다.\n\n{title}\n\n본인이 신청하셨다면 아래 링크를 열어 확인 버튼을 눌러 주세요(7일간 유효).\n{url}\n\n신청하지 않으셨다면 이 메일을 무시해 주세요. 더 이상 메일이 발송되지 않습니다.',
  },
  commentSubject: { vi: 'Bình luận mới: {title}', en: 'New comment: {title}', ko: '새 댓글: {title}' },
  commentText: {
    vi: '{name} đã bình luận về “{title}”:\n\n{body}\n\nXem và trả lời: {url}\n\nNgừng nhận thông báo về bài này: {leave}',
    en: '{name} commented on “{title}”:\n\n{body}\n\nRead and answer: {url}\n\nNo more mails about this thread: {leave}',
    ko: '{name} 님이 “{title}”에 댓글을 남겼습니다.\n\n{body}\n\n댓글 보기: {url}\n\n이 글의 알림 받지 않기: {leave}',
  },
  joinSubject: {
    vi: 'Xác nhận đăng ký bản tin của {society}',
    en: 'Confirm the newsletter of {society}',
    ko: '{society} 뉴스레터 구독 확인',
  },
  joinText: {
    vi: 'Địa chỉ này vừa được dùng để đăng ký nhận bản tin của {society}.\n\nNếu đúng là quý vị, hãy mở liên kết sau rồi bấm nút xác nhận (hiệu lực 7 ngày):\n{url}\n\nNếu không phải quý vị, chỉ cần bỏ qua thư này; địa chỉ sẽ được xoá sau 7 ngày.',
    en: 'This address was given to receive the newsletter of {society}.\n\nIf that was you, open this link and press the button (it works for 7 days):\n{url}\n\nIf not, ignore this mail; the address will be removed after 7 days.',
    ko: '{society} 뉴스레터 구독 신청에 이 주소가 입력되었습니다.\n\n본인이 신청하셨다면 아래 링크를 열어 확인 버튼을 눌러 주세요(7일간 유효).\n{url}\n\n신청하지 않으셨다면 이 메일을 무시해 주세요. 주소는 7일 후 삭제됩니다.',
  },
  inBrowser: {
    vi: 'Đọc trên trình duyệt: {url}',
    en: 'Read in the browser: {url}',
    ko: '웹에서 보기: {url}',
  },
  newsletterEnd: {
    vi: 'Quý vị nhận thư này vì đã đăng ký bản tin của {society}. Ngừng nhận: {leave}',
    en: 'You receive this because you subscribed to the newsletter of {society}. Unsubscribe: {leave}',
    ko: '{society} 뉴스레터를 구독하셔서 발송된 메일입니다. 구독 취소: {leave}',
  },
  noticeEnd: {
    vi: 'Thông báo của {society} gửi tới: {group}. Ngừng nhận thông báo như thế này: {leave}',
    en: 'A notice of {society} to: {group}. No more notices like this: {leave}',
    ko: '{society}에서 다음 대상에게 보내는 알림입니다: {group}. 이러한 알림 받지 않기: {leave}',
  },
  waitingSubject: {
    vi: 'Có {n} bình luận chờ duyệt',
    en: '{n} {n#comment waits|comments wait} for moderation',
    ko: '승인 대기 중인 댓글 {n}건',
  },
  waitingText: {
    vi: 'Hiện có {n} bình luận đang chờ duyệt.\n\n{url}',
    en: '{n} {n#comment is|comments are} waiting for a moderator.\n\n{url}',
    ko: '승인을 기다리는 댓글이 {n}건 있습니다.\n\n{url}',
  },
})

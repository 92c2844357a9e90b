import { messages } from '#src/lib/text/messages.ts'

/** Mails say that there is something, never what: neither title nor words of a case leave the house by mail. */
export const mailWords = messages({
  commentSubject: {
    vi: 'Có ý kiến mới về một ca bệnh quý vị theo dõi',
    en: 'New comment on a case you follow',
    ko: '구독 중인 증례에 새 의견이 있습니다',
  },
  commentText: {
    vi: 'Có ý kiến mới trong phần thảo luận của một ca bệnh mà quý vị theo dõi. Để bảo vệ người bệnh, thư này không chứa nội dung.\n\nĐọc ý kiến: {url}\n\nNgừng nhận thư về ca này: {leave}',
    en: 'There is a new comment on a case that you follow. To protect the patient, this mail does not carry its words.\n\nRead it: {url}\n\nStop mails about this case: {leave}',
    ko: '구독 중인 증례의 토론에 새 의견이 등록되었습니다. 환자 보호를 위해 이 메일에는 내용이 포함되지 않습니다.\n\n의견 보기: {url}\n\n이 증례의 알림 끄기: {leave}',
  },
  mentionSubject: {
    vi: 'Quý vị được nhắc đến trong phần thảo luận ca bệnh',
    en: 'You were mentioned in a case discussion',
    ko: '증례 토론에서 회원님이 언급되었습니다',
  },
  mentionText: {
    vi: 'Một đồng nghiệp nhắc đến quý vị trong phần thảo luận của một ca bệnh. Để bảo vệ người bệnh, thư này không chứa nội dung.\n\nĐọc ý kiến: {url}\n\nNgừng nhận thư về ca này: {leave}',
    en: 'A colleague mentioned you in the discussion of a case. To protect the patient, this mail does not carry its words.\n\nRead it: {url}\n\nStop mails about this case: {leave}',
    ko: '동료가 증례 토론에서 회원님을 언급했습니다. 환자 보호를 위해 이 메일에는 내용이 포함되지 않습니다.\n\n의견 보기: {url}\n\n이 증례의 알림 끄기: {leave}',
  },
  expertSubject: {
    vi: 'Mời quý vị cho ý kiến chuyên gia về một ca bệnh',
    en: 'You are invited to give your opinion on a case',
    ko: '증례에 대한 전문가 의견을 요청드립니다',
  },
  expertText: {
    vi: 'Quý vị được mời cho ý kiến chuyên gia về một ca bệnh. Để bảo vệ người bệnh, thư này không chứa nội dung.\n\nXem ca bệnh: {url}\n\nNgừng nhận thư về ca này: {leave}',
    en: 'You are invited to give your expert opinion on a case. To protect the patient, this mail does not say anything about it.\n\nSee the case: {url}\n\nStop mails about this case: {leave}',
    ko: '증례에 대한 전문가 의견을 요청받으셨습니다. 환자 보호를 위해 이 메일에는 내용이 포함되지 않습니다.\n\n증례 보기: {url}\n\n이 증례의 알림 끄기: {leave}',
  },
})

import { messages } from '#src/lib/text/messages.ts'

export const mailWords = messages({
  reviewSubject: {
    vi: 'Ca bệnh {code} chờ thẩm định',
    en: 'Case {code} waits for review',
    ko: '증례 {code} 검토 요청',
  },
  reviewText: {
    vi: 'Kính gửi quý đồng nghiệp,\n\nTác giả ca bệnh {code} đề nghị thẩm định trước khi chia sẻ. Vui lòng xem ảnh và nội dung, đặc biệt lưu ý thông tin có thể nhận dạng người bệnh:\n\n{url}',
    en: 'Dear colleague,\n\nThe author of case {code} asks for review before it is shared. Please look at its images and texts, above all for anything that could identify the patient:\n\n{url}',
    ko: '안녕하십니까,\n\n증례 {code}의 저자가 공유 전 검토를 요청했습니다. 영상과 본문을 살펴봐 주시고, 특히 환자를 식별할 수 있는 내용이 없는지 확인해 주시기 바랍니다.\n\n{url}',
  },
  acceptedSubject: {
    vi: 'Ca bệnh {code} đã được thẩm định',
    en: 'Case {code} has been reviewed',
    ko: '증례 {code} 검토 완료',
  },
  acceptedText: {
    vi: 'Kính gửi tác giả,\n\nCa bệnh {code} đã được thẩm định. Bây giờ quý vị có thể chia sẻ:\n\n{url}',
    en: 'Dear author,\n\nCase {code} has been reviewed. You can share it now:\n\n{url}',
    ko: '안녕하십니까,\n\n증례 {code}의 검토가 완료되었습니다. 이제 공유하실 수 있습니다.\n\n{url}',
  },
  returnedSubject: {
    vi: 'Ca bệnh {code} cần chỉnh sửa',
    en: 'Case {code} needs changes',
    ko: '증례 {code} 수정 요청',
  },
  returnedText: {
    vi: 'Kính gửi tác giả,\n\nNgười thẩm định đề nghị chỉnh sửa ca bệnh {code}. Nội dung góp ý xem tại trang ca bệnh:\n\n{url}',
    en: 'Dear author,\n\nThe reviewer asks for changes to case {code}. What they ask for stands on its page:\n\n{url}',
    ko: '안녕하십니까,\n\n검토자가 증례 {code}의 수정을 요청했습니다. 검토 의견은 증례 페이지에서 확인하실 수 있습니다.\n\n{url}',
  },
})
